import type { ResourceChange } from '@bluegreen/sdk';
import type { Row } from './table.js';

/** One row a resource; a replacement is named, for it may cost what the resource holds. */
export function changeRows(changes: readonly ResourceChange[]): Row[] {
  return changes.map(({ action, logicalId, type, replacement }) => {
    const replaced = replacement === null || replacement === 'False' ? '' : `replacement: ${replacement}`;
    return [action, logicalId, type, replaced];
  });
}
