import type { BlueGreenError } from '../domain/errors.js';
import { say, toldError } from '../narration/say.js';

export function operationUnknown(id: string): BlueGreenError {
  return toldError('OPERATION_UNKNOWN', say('operation.unknown', { id }), say('operation.unknown.next'));
}
