import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import type { OperationDefinition } from '../../service.js';
import type { CloudFormationOptions, StackFacts } from '../facts.js';
import { findStack, stackResources } from '../find-stack.js';

export function describeStacks(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:DescribeStacks',
    resources: stackResources(options),
    handle(input) {
      const name = optionalText(input, 'StackName');
      const page = pageOf(
        name === undefined ? options.stacks() : [findStack(options, name)],
        optionalText(input, 'NextToken'),
        100,
      );
      return { Stacks: page.items.map(describe), NextToken: page.next };
    },
  };
}

function describe(stack: StackFacts) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: stack.parameters.map(({ key, value }) => ({ ParameterKey: key, ParameterValue: value })),
    CreationTime: stack.createdAt,
    RollbackConfiguration: {},
    StackStatus: 'CREATE_COMPLETE',
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: stack.capabilities,
    Outputs: stack.outputs.map(({ key, value, description }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
    })),
    Tags: [],
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
