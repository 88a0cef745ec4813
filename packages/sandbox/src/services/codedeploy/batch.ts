import { codeDeployError } from './errors.js';

/** @throws BatchLimitExceeded (contract A6) */
export function atMost<T>(limit: number, items: readonly T[], error = 'BatchLimitExceeded'): readonly T[] {
  if (items.length > limit)
    throw codeDeployError(error, `${items.length} entries were asked for; the limit is ${limit}`);
  return items;
}
