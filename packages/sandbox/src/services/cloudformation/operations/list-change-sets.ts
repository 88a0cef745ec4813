import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import { namedStack, stackResources } from '../find-stack.js';
import type { Operation, OperationContext } from './context.js';

export const listChangeSets = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const stack = namedStack(engine, input);
    const own = engine.state.changeSets.filter(({ stackId }) => stackId === stack.id);
    const page = pageOf(own, optionalText(input, 'NextToken'), 100);
    return {
      Summaries: page.items.map((one) => ({
        StackId: stack.id,
        StackName: stack.name,
        ChangeSetId: one.id,
        ChangeSetName: one.name,
        ExecutionStatus: one.executionStatus,
        Status: one.status,
        StatusReason: one.statusReason ?? undefined,
        CreationTime: new Date(one.createdAt),
        Description: one.description,
        IncludeNestedStacks: false,
      })),
      NextToken: page.next,
    };
  },
});
