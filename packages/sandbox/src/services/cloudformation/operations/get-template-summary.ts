import { optionalText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import type { CloudFormationOptions } from '../facts.js';
import { findStack, stackResources } from '../find-stack.js';
import { templateBody } from '../read-template.js';
import { stackTemplate } from '../stack-template.js';
import { templateOutline } from '../template-outline.js';

export function getTemplateSummary(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:GetTemplateSummary',
    resources: stackResources(options),
    handle(input) {
      const name = optionalText(input, 'StackName');
      const outline = templateOutline(
        name === undefined ? templateBody(input) : stackTemplate(findStack(options, name)),
      );
      return {
        Parameters: outline.parameters.map((one) => ({
          ParameterKey: one.key,
          DefaultValue: one.defaultValue,
          ParameterType: one.type,
          NoEcho: one.noEcho,
          Description: one.description,
        })),
        Description: outline.description,
        Capabilities: outline.capability ? [outline.capability.name] : undefined,
        CapabilitiesReason: outline.capability?.reason,
        ResourceTypes: outline.resourceTypes,
        Version: '2010-09-09',
        DeclaredTransforms: outline.transforms.length > 0 ? outline.transforms : undefined,
      };
    },
  };
}
