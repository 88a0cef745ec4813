import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { oneOf, optionalFlag, optionalRecord, optionalTexts } from './read-input.js';
import type { AutoRollback, RollbackEvent } from './state.js';

const EVENTS: readonly RollbackEvent[] = [
  'DEPLOYMENT_FAILURE',
  'DEPLOYMENT_STOP_ON_ALARM',
  'DEPLOYMENT_STOP_ON_REQUEST',
];

/** Reads `autoRollbackConfiguration`. @throws InvalidAutoRollbackConfig */
export function readAutoRollback(input: WireInput): AutoRollback | undefined {
  const configuration = optionalRecord(input, 'autoRollbackConfiguration');
  if (!configuration) return undefined;
  const enabled = optionalFlag(configuration, 'enabled') ?? false;
  const events = (optionalTexts(configuration, 'events') ?? []).map((event) =>
    oneOf(event, EVENTS, 'InvalidAutoRollbackConfig'),
  );
  if (enabled && events.length === 0) {
    throw codeDeployError('InvalidAutoRollbackConfig', 'Automatic rollback is enabled, but no event is named');
  }
  return { enabled, events };
}
