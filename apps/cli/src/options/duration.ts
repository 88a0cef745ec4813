import { InvalidArgumentError } from '@commander-js/extra-typings';

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `90`, `90s`, `5m`, `1h` or `1500ms` in milliseconds; a bare number counts seconds. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (!match) throw new InvalidArgumentError('Give a duration such as 90s, 5m or 1h.');
  const milliseconds = Number(match[1]) * UNITS[match[2] ?? 's']!;
  if (milliseconds <= 0) throw new InvalidArgumentError('Give a duration above zero.');
  return milliseconds;
}
