import { AwsError } from '../service.js';

export const validation = (message: string) => new AwsError('ValidationException', message);

export const notFound = (arn: string, account: string) =>
  new AwsError('ResourceNotFoundException', `Could not find certificate ${arn} in account ${account}.`);

export const inUse = (arn: string, account: string) =>
  new AwsError('ResourceInUseException', `Certificate ${arn} in account ${account} is in use.`);

/** Real AWS can do it, the sandbox cannot: 501, which no client retries. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The Bluegreen sandbox does not have ${what}.`, 501);
