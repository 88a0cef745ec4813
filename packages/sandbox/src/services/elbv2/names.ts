import { validationError } from './errors.js';

const MAX_NAME = 32;

/** Names of load balancers and target groups (contract T1). @throws AwsError ValidationError */
export function checkName(kind: 'Load balancer' | 'Target group', name: string): string {
  if (name.length > MAX_NAME) {
    throw validationError(`${kind} name '${name}' cannot be longer than '${MAX_NAME}' characters`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw validationError(
      `${kind} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  }
  if (/^-|-$/.test(name)) throw validationError(`${kind} name '${name}' cannot begin or end with '-'`);
  if (kind === 'Load balancer' && name.startsWith('internal-')) {
    throw validationError(`${kind} name '${name}' cannot begin with 'internal-'`);
  }
  return name;
}
