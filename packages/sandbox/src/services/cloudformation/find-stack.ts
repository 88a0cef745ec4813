import { optionalText, requiredText } from '../../protocols/input-values.js';
import { AwsError, type WireInput } from '../service.js';
import type { Engine } from './engine/engine.js';
import type { Stack } from './engine/stack.js';

/** By name or ARN; a deleted stack is found by its ARN alone. */
export function lookUpStack({ state }: Engine, nameOrId: string): Stack | undefined {
  return state.stacks.find(
    ({ id, name, status }) => id === nameOrId || (name === nameOrId && status !== 'DELETE_COMPLETE'),
  );
}

/** @throws AwsError ValidationError 400, which is what CloudFormation answers for a missing stack */
export function findStack(engine: Engine, nameOrId: string): Stack {
  const stack = lookUpStack(engine, nameOrId);
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${nameOrId} does not exist`);
  return stack;
}

export function namedStack(engine: Engine, input: WireInput): Stack {
  return findStack(engine, requiredText(input, 'StackName'));
}

/** The same, in the words of UpdateStack and DescribeStackEvents. */
export function existingStack(engine: Engine, input: WireInput): Stack {
  const name = requiredText(input, 'StackName');
  const stack = lookUpStack(engine, name);
  if (!stack) throw new AwsError('ValidationError', `Stack [${name}] does not exist`);
  return stack;
}

/** The stack's ARN for IAM; a missing stack is judged on `stack/NAME/*`. */
export function stackResources(engine: Engine): (input: WireInput) => string[] {
  return (input) => {
    const name = optionalText(input, 'StackName');
    if (name === undefined) return ['*'];
    return [
      lookUpStack(engine, name)?.id ?? `arn:aws:cloudformation:${engine.region}:${engine.account}:stack/${name}/*`,
    ];
  };
}
