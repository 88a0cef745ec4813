import { optionalText, requiredText } from '../../../protocols/input-values.js';
import { AwsError } from '../../service.js';
import type { Engine } from '../engine/engine.js';
import type { Stack } from '../engine/stack.js';
import { findStack, namedStack, stackResources } from '../find-stack.js';
import { validationError } from '../template/errors.js';
import { showResource } from '../show.js';
import type { Operation, OperationContext } from './context.js';

export const describeStackResources = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const stack = stackOf(engine, optionalText(input, 'StackName'), optionalText(input, 'PhysicalResourceId'));
    const logicalId = optionalText(input, 'LogicalResourceId');
    return {
      StackResources: Object.values(stack.resources)
        .filter((record) => logicalId === undefined || record.logicalId === logicalId)
        .map((record) => showResource(stack, record)),
    };
  },
});

export const describeStackResource = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const stack = namedStack(engine, input);
    const logicalId = requiredText(input, 'LogicalResourceId');
    const record = stack.resources[logicalId];
    if (!record) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    return { StackResourceDetail: { ...showResource(stack, record), Metadata: '{}' } };
  },
});

function stackOf(engine: Engine, name: string | undefined, physicalId: string | undefined): Stack {
  if (name !== undefined) return findStack(engine, name);
  const owner = engine.state.stacks.find(({ resources }) =>
    Object.values(resources).some((record) => record.physicalId === physicalId),
  );
  if (owner && physicalId !== undefined) return owner;
  const text =
    physicalId === undefined
      ? 'Either StackName or PhysicalResourceId must be specified'
      : `Stack for ${physicalId} does not exist`;
  throw new AwsError('ValidationError', text);
}
