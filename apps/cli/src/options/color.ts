import type { ColorChoice } from '@bluegreen/sdk';
import { Argument } from '@commander-js/extra-typings';

export const COLOR_CHOICES = ['blue', 'green', 'idle', 'live'] as const satisfies readonly ColorChoice[];

/** `[color]`: a colour by name, or by its role at this moment. */
export function colorArgument(description: string) {
  return new Argument('[color]', description).choices(COLOR_CHOICES);
}
