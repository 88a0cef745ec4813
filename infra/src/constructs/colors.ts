import type { Color } from '@bluegreen/sdk';

/** A colour as part of a construct id or of an output's name. */
export function capitalized(color: Color): 'Blue' | 'Green' {
  return color === 'blue' ? 'Blue' : 'Green';
}
