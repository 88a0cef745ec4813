import { optionalText, requiredText } from '../../protocols/input-values.js';
import { AwsError, type WireInput } from '../service.js';
import type { CloudFormationOptions, StackFacts } from './facts.js';

/** By name or ARN. @throws AwsError ValidationError 400, which is what CloudFormation answers for a missing stack */
export function findStack(options: CloudFormationOptions, nameOrId: string): StackFacts {
  const stack = options.stacks().find((one) => one.name === nameOrId || one.id === nameOrId);
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${nameOrId} does not exist`);
  return stack;
}

export function namedStack(options: CloudFormationOptions, input: WireInput): StackFacts {
  return findStack(options, requiredText(input, 'StackName'));
}

/** The stack's ARN for IAM; a missing stack is judged on `stack/NAME/*`. */
export function stackResources(options: CloudFormationOptions): (input: WireInput) => string[] {
  return (input) => {
    const name = optionalText(input, 'StackName');
    if (name === undefined) return ['*'];
    const known = options.stacks().find((one) => one.name === name || one.id === name);
    return [known?.id ?? `arn:aws:cloudformation:${options.region}:${options.account}:stack/${name}/*`];
  };
}
