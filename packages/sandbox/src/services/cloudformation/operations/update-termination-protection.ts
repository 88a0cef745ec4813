import { namedStack, stackResources } from '../find-stack.js';
import { flagOf } from '../read-request.js';
import type { Operation, OperationContext } from './context.js';

export const updateTerminationProtection = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const stack = namedStack(engine, input);
    stack.terminationProtection = flagOf(input, 'EnableTerminationProtection');
    engine.changed();
    return { StackId: stack.id };
  },
});
