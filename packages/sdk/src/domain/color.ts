/** The two halves of an environment. A colour is a name, never a meaning: it says nothing about health or liveness. */
export const COLORS = ['blue', 'green'] as const;
export type Color = (typeof COLORS)[number];

/** What a person may type where a colour is wanted; `idle` and `live` are resolved against the listener. */
export type ColorChoice = Color | 'idle' | 'live';

export function otherColor(color: Color): Color {
  return color === 'blue' ? 'green' : 'blue';
}

export function isColor(value: unknown): value is Color {
  return value === 'blue' || value === 'green';
}
