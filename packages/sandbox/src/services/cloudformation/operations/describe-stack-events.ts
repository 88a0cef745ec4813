import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import { existingStack, stackResources } from '../find-stack.js';
import type { Operation, OperationContext } from './context.js';

/** Newest first. */
export const describeStackEvents = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const stack = existingStack(engine, input);
    const page = pageOf([...stack.events].reverse(), optionalText(input, 'NextToken'), 100);
    return {
      StackEvents: page.items.map((event) => ({
        StackId: stack.id,
        EventId: event.eventId,
        StackName: stack.name,
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId,
        ResourceType: event.type,
        Timestamp: new Date(event.at),
        ResourceStatus: event.status,
        ResourceStatusReason: event.reason ?? undefined,
        ResourceProperties: event.properties ? JSON.stringify(event.properties) : undefined,
        ClientRequestToken: event.token ?? undefined,
      })),
      NextToken: page.next,
    };
  },
});
