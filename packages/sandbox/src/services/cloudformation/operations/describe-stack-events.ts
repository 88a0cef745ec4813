import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import type { OperationDefinition } from '../../service.js';
import type { CloudFormationOptions, StackFacts, StackResource } from '../facts.js';
import { namedStack, stackResources } from '../find-stack.js';

export function describeStackEvents(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:DescribeStackEvents',
    resources: stackResources(options),
    handle(input) {
      const page = pageOf(eventsOf(namedStack(options, input)), optionalText(input, 'NextToken'), 100);
      return { StackEvents: page.items, NextToken: page.next };
    },
  };
}

/** Newest first: the stack's own end, its resources, the stack's own start. */
function eventsOf(stack: StackFacts) {
  const self = { logicalId: stack.name, physicalId: stack.id, type: 'AWS::CloudFormation::Stack' };
  const resources = stack.resources.map((resource) => event(stack, resource, 'CREATE_COMPLETE')).reverse();
  return [event(stack, self, 'CREATE_COMPLETE'), ...resources, event(stack, self, 'CREATE_IN_PROGRESS')];
}

function event(stack: StackFacts, resource: StackResource, status: 'CREATE_COMPLETE' | 'CREATE_IN_PROGRESS') {
  return {
    StackId: stack.id,
    EventId: `${resource.logicalId}-${status}-${stack.createdAt.getTime()}`,
    StackName: stack.name,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: stack.createdAt,
    ResourceStatus: status,
    ResourceStatusReason: status === 'CREATE_IN_PROGRESS' ? 'User Initiated' : undefined,
  };
}
