import { AwsError } from '../service.js';

/** A CodeDeploy error: `name` without its `Exception` ending. All of them are HTTP 400 (contract A3). */
export function codeDeployError(name: string, message: string): AwsError {
  return new AwsError(`${name}Exception`, message);
}
