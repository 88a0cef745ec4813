import { AwsError } from '../service.js';

export function noSuchEntity(text: string): AwsError {
  return new AwsError('NoSuchEntity', text, 404);
}

export function alreadyExists(text: string): AwsError {
  return new AwsError('EntityAlreadyExists', text, 409);
}

/** The entity still has something that must go first. */
export function deleteConflict(text: string): AwsError {
  return new AwsError('DeleteConflict', `Cannot delete ${text}`, 409);
}

export function limitExceeded(text: string): AwsError {
  return new AwsError('LimitExceeded', text, 409);
}

export function malformedPolicy(text: string): AwsError {
  return new AwsError('MalformedPolicyDocument', text);
}

/** A parameter out of its model's bounds. */
export function constraintError(value: string, member: string, constraint: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
