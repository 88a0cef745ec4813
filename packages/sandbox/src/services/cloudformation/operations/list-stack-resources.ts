import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import type { OperationDefinition } from '../../service.js';
import type { CloudFormationOptions } from '../facts.js';
import { namedStack, stackResources } from '../find-stack.js';

export function listStackResources(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:ListStackResources',
    resources: stackResources(options),
    handle(input) {
      const stack = namedStack(options, input);
      const page = pageOf(stack.resources, optionalText(input, 'NextToken'), 100);
      return {
        StackResourceSummaries: page.items.map((resource) => ({
          LogicalResourceId: resource.logicalId,
          PhysicalResourceId: resource.physicalId,
          ResourceType: resource.type,
          LastUpdatedTimestamp: stack.createdAt,
          ResourceStatus: 'CREATE_COMPLETE',
          DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
        })),
        NextToken: page.next,
      };
    },
  };
}
