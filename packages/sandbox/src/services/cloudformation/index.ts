import type { RpcService } from '../service.js';
import type { CloudFormationOptions } from './facts.js';
import { describeStackEvents } from './operations/describe-stack-events.js';
import { describeStackResources } from './operations/describe-stack-resources.js';
import { describeStacks } from './operations/describe-stacks.js';
import { getTemplate } from './operations/get-template.js';
import { getTemplateSummary } from './operations/get-template-summary.js';
import { listStackResources } from './operations/list-stack-resources.js';
import { listStacks } from './operations/list-stacks.js';
import { validateTemplate } from './operations/validate-template.js';

/**
 * CloudFormation, describing the sandbox's own stack. Known gaps: no creates, updates or deletes (answered as operations
 * the sandbox lacks), TemplateURL is not fetched, and of a template only its outline is checked, not resource properties.
 */
export function createCloudFormation(options: CloudFormationOptions): { readonly service: RpcService } {
  return {
    service: {
      kind: 'rpc',
      name: 'cloudformation',
      query: {
        version: '2010-05-15',
        namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
        flavour: 'aws',
      },
      operations: {
        DescribeStacks: describeStacks(options),
        DescribeStackResources: describeStackResources(options),
        ListStackResources: listStackResources(options),
        DescribeStackEvents: describeStackEvents(options),
        ListStacks: listStacks(options),
        GetTemplate: getTemplate(options),
        GetTemplateSummary: getTemplateSummary(options),
        ValidateTemplate: validateTemplate(),
      },
    },
  };
}
