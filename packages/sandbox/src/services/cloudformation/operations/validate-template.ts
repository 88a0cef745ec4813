import type { OperationDefinition } from '../../service.js';
import { templateBody } from '../read-template.js';
import { templateOutline } from '../template-outline.js';

export function validateTemplate(): OperationDefinition {
  return {
    action: 'cloudformation:ValidateTemplate',
    handle(input) {
      const outline = templateOutline(templateBody(input));
      return {
        Parameters: outline.parameters.map((one) => ({
          ParameterKey: one.key,
          DefaultValue: one.defaultValue,
          NoEcho: one.noEcho,
          Description: one.description,
        })),
        Description: outline.description,
        Capabilities: outline.capability ? [outline.capability.name] : undefined,
        CapabilitiesReason: outline.capability?.reason,
        DeclaredTransforms: outline.transforms.length > 0 ? outline.transforms : undefined,
      };
    },
  };
}
