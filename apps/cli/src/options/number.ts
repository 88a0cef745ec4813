import { InvalidArgumentError } from '@commander-js/extra-typings';

/** A parser for whole numbers within bounds. */
export function count(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

export const port = count(0, 65_535);

/** A share: above 0, at most 1. */
export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('Give a number above 0, at most 1.');
  return value;
}

export function factor(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_000)) throw new InvalidArgumentError('Give a number above 0, at most 1000.');
  return value;
}
