import { AwsError } from '../service.js';

/** Query codes; the JSON protocol derives the shape names (contract A3). */

export const invalidValue = (message: string) => new AwsError('InvalidParameterValue', message);

export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombination', message);

export const missingParameter = (name: string) =>
  new AwsError('MissingParameter', `The parameter ${name} is required.`);

export const resourceNotFound = (message: string) => new AwsError('ResourceNotFound', message, 404);

/** Real AWS can do it, the sandbox cannot: 501, which no client retries. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The Bluegreen sandbox does not have ${what}.`, 501);
