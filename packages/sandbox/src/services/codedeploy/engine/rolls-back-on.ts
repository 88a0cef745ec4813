import type { AutoRollback, RollbackEvent } from '../state.js';

/** Whether an automatic rollback follows the event. */
export function rollsBackOn(configuration: AutoRollback | null, event: RollbackEvent): boolean {
  return configuration !== null && configuration.enabled && configuration.events.includes(event);
}
