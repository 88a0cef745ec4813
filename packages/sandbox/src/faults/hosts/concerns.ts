import type { HostFault } from '../fault.js';
import type { FaultyHost } from './faulty-host.js';

/** Whether a fault is about this instance. */
export function concerns({ where }: Pick<HostFault, 'where'>, { id, groupName, tags }: FaultyHost): boolean {
  return where === null || where === id || where === groupName || Object.values(tags).includes(where);
}
