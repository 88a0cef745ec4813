import type { OperationDefinition } from '../../service.js';
import type { CloudFormationOptions } from '../facts.js';
import { namedStack, stackResources } from '../find-stack.js';
import { stackTemplate } from '../stack-template.js';

export function getTemplate(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:GetTemplate',
    resources: stackResources(options),
    handle: (input) => ({
      TemplateBody: stackTemplate(namedStack(options, input)),
      StagesAvailable: ['Original', 'Processed'],
    }),
  };
}
