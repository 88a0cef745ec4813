import { optionalText, requiredText } from '../../protocols/input-values.js';
import { AwsError, type WireInput } from '../service.js';
import type { ChangeSet } from './engine/change-set.js';
import type { Engine } from './engine/engine.js';
import { lookUpStack } from './find-stack.js';

/** By ARN, or by name and stack. @throws AwsError ChangeSetNotFound 404 */
export function findChangeSet(engine: Engine, input: WireInput): ChangeSet {
  const name = requiredText(input, 'ChangeSetName');
  const stackName = optionalText(input, 'StackName');
  const stack = stackName === undefined ? undefined : lookUpStack(engine, stackName);
  const found = engine.state.changeSets.find(
    (one) => one.id === name || (one.name === name && one.stackId === stack?.id),
  );
  if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
  return found;
}
