import { validationError } from './world.js';

export interface Sizes {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desired: number;
}

/** @throws ValidationError when the three do not fit each other (contract T4) */
export function checkSizes({ minSize, maxSize, desired }: Sizes): void {
  if (maxSize < minSize)
    throw validationError(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  if (desired < minSize || desired > maxSize) {
    throw validationError(
      `Desired capacity:${desired} must be between the specified min size:${minSize} and max size:${maxSize}`,
    );
  }
}

/** Sizes after an update: a new bound moves the desired capacity only when none is named (contract A9). */
export function updatedSizes(former: Sizes, change: Partial<Sizes>): Sizes {
  const minSize = change.minSize ?? former.minSize;
  const maxSize = change.maxSize ?? former.maxSize;
  const desired = change.desired ?? Math.max(minSize, Math.min(maxSize, former.desired));
  const sizes = { minSize, maxSize, desired };
  checkSizes(sizes);
  return sizes;
}
