import { AwsError } from '../../service.js';
import { findChangeSet } from '../find-change-set.js';
import { stackResources } from '../find-stack.js';
import type { Operation, OperationContext } from './context.js';

/** One that is not there is no error. */
export const deleteChangeSet = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    try {
      const { id } = findChangeSet(engine, input);
      engine.state.changeSets = engine.state.changeSets.filter((one) => one.id !== id);
      engine.changed();
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ChangeSetNotFound')) throw error;
    }
    return {};
  },
});
