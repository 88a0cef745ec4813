import { optionalText } from '../../../protocols/input-values.js';
import { AwsError } from '../../service.js';
import { createStack } from '../engine/create-stack.js';
import { prepareAgain } from '../engine/prepare.js';
import { updateStack } from '../engine/update-stack.js';
import { findChangeSet } from '../find-change-set.js';
import { findStack, stackResources } from '../find-stack.js';
import { flagOf } from '../read-request.js';
import { unhurried, type Operation, type OperationContext } from './context.js';
import { refuseUnready } from './update-stack.js';

export const executeChangeSet = (context: OperationContext): Operation => ({
  resources: stackResources(context.engine),
  async handle(input) {
    const { engine } = context;
    const changeSet = findChangeSet(engine, input);
    const token = optionalText(input, 'ClientRequestToken') ?? null;
    const stack = findStack(engine, changeSet.stackId);
    if (token !== null && stack.tokens[token] === `execute ${changeSet.id}`) return {};
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
      );
    }
    const creating = stack.status === 'REVIEW_IN_PROGRESS';
    if (!creating) refuseUnready(stack);
    const prepared = prepareAgain(engine, stack, changeSet.settings);
    if (token !== null) stack.tokens[token] = `execute ${changeSet.id}`;
    // One that is carried out makes the others of the stack worthless; AWS removes them all.
    engine.state.changeSets = engine.state.changeSets.filter(
      ({ stackId, id }) => stackId !== stack.id || id === changeSet.id,
    );
    changeSet.executionStatus = 'EXECUTE_COMPLETE';
    if (creating) {
      stack.settings = changeSet.settings;
      stack.onFailure = flagOf(input, 'DisableRollback') ? 'DO_NOTHING' : 'ROLLBACK';
      createStack(engine, stack, prepared, token);
    } else updateStack(engine, stack, prepared, { token, disableRollback: flagOf(input, 'DisableRollback') });
    await unhurried(context, stack.id);
    return {};
  },
});
