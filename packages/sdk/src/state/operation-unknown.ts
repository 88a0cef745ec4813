import { BlueGreenError } from '../domain/errors.js';

export function operationUnknown(id: string): BlueGreenError {
  return new BlueGreenError(
    'OPERATION_UNKNOWN',
    `No operation ${id} is on record here.`,
    'See `bluegreen history` for the identifiers of those that are.',
  );
}
