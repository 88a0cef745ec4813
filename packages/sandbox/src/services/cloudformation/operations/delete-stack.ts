import { optionalText, requiredText, textList } from '../../../protocols/input-values.js';
import { deleteStack as startDeletion } from '../engine/delete-stack.js';
import { setStackStatus } from '../engine/events.js';
import { refuseUsedExports } from '../engine/outputs.js';
import { isInProgress } from '../engine/stack.js';
import { lookUpStack, stackResources } from '../find-stack.js';
import { validationError } from '../template/errors.js';
import { unhurried, type Operation, type OperationContext } from './context.js';

/** A stack that is not there is no error, nor one that is being deleted. */
export const deleteStack = (context: OperationContext): Operation => ({
  resources: stackResources(context.engine),
  async handle(input) {
    const { engine } = context;
    const stack = lookUpStack(engine, requiredText(input, 'StackName'));
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return undefined;
    if (stack.terminationProtection) {
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    }
    const retained = textList(input, 'RetainResources');
    if (retained.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw validationError(
        'Invalid operation on stack. RetainResources is only valid for stacks in the DELETE_FAILED state.',
      );
    }
    const token = optionalText(input, 'ClientRequestToken') ?? null;
    if (stack.status === 'REVIEW_IN_PROGRESS') {
      stack.deletedAt = engine.clock.now();
      setStackStatus(engine, stack, 'DELETE_COMPLETE', null, token);
      return undefined;
    }
    if (isInProgress(stack.status)) {
      throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    }
    refuseUsedExports(engine, stack.outputs, []);
    startDeletion(engine, stack, { token, retained });
    await unhurried(context, stack.id);
    return undefined;
  },
});
