import { optionalText } from '../../../protocols/input-values.js';
import { AwsError, type OperationDefinition } from '../../service.js';
import type { CloudFormationOptions, StackFacts } from '../facts.js';
import { findStack, stackResources } from '../find-stack.js';

export function describeStackResources(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:DescribeStackResources',
    resources: stackResources(options),
    handle(input) {
      const stack = stackOf(options, optionalText(input, 'StackName'), optionalText(input, 'PhysicalResourceId'));
      const logicalId = optionalText(input, 'LogicalResourceId');
      return {
        StackResources: stack.resources
          .filter((resource) => logicalId === undefined || resource.logicalId === logicalId)
          .map((resource) => ({
            StackName: stack.name,
            StackId: stack.id,
            LogicalResourceId: resource.logicalId,
            PhysicalResourceId: resource.physicalId,
            ResourceType: resource.type,
            Timestamp: stack.createdAt,
            ResourceStatus: 'CREATE_COMPLETE',
            DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
          })),
      };
    },
  };
}

function stackOf(options: CloudFormationOptions, name: string | undefined, physicalId: string | undefined): StackFacts {
  if (name !== undefined) return findStack(options, name);
  const owner = options
    .stacks()
    .find((stack) => stack.resources.some((resource) => resource.physicalId === physicalId));
  if (owner) return owner;
  const text =
    physicalId === undefined
      ? 'Either StackName or PhysicalResourceId must be specified'
      : `Stack for ${physicalId} does not exist`;
  throw new AwsError('ValidationError', text);
}
