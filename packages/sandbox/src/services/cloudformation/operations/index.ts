import type { Operation, OperationContext } from './context.js';
import { createChangeSet } from './create-change-set.js';
import { createStack } from './create-stack.js';
import { deleteChangeSet } from './delete-change-set.js';
import { deleteStack } from './delete-stack.js';
import { describeChangeSet } from './describe-change-set.js';
import { describeStackEvents } from './describe-stack-events.js';
import { describeStackResource, describeStackResources } from './describe-stack-resources.js';
import { describeStacks } from './describe-stacks.js';
import { executeChangeSet } from './execute-change-set.js';
import { getTemplateSummary } from './get-template-summary.js';
import { getTemplate } from './get-template.js';
import { listChangeSets } from './list-change-sets.js';
import { listExports, listImports } from './list-exports.js';
import { listStackResources } from './list-stack-resources.js';
import { listStacks } from './list-stacks.js';
import { updateStack } from './update-stack.js';
import { updateTerminationProtection } from './update-termination-protection.js';
import { validateTemplate } from './validate-template.js';

export type { Operation, OperationContext } from './context.js';

/** Every operation by its name on the wire. */
export const OPERATIONS: Readonly<Record<string, (context: OperationContext) => Operation>> = {
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplate,
};
