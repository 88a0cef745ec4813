import { checkedTemplate } from '../engine/prepare.js';
import { capabilityOf } from '../template/capabilities.js';
import type { Template } from '../template/template.js';
import type { Operation, OperationContext } from './context.js';

export const validateTemplate = ({ engine, readTemplateText }: OperationContext): Operation => ({
  async handle(input) {
    const { body, from } = await readTemplateText(input);
    const template = checkedTemplate(engine, body, from);
    const Parameters = Object.entries(template.parameters).map(([ParameterKey, one]) => ({
      ParameterKey,
      DefaultValue: one.defaultValue,
      NoEcho: one.noEcho,
      Description: one.description,
    }));
    return { Parameters, ...outline(template) };
  },
});

/** What ValidateTemplate and GetTemplateSummary both tell. */
export function outline(template: Template): object {
  const capability = capabilityOf(template);
  return {
    Description: template.description,
    Capabilities: capability ? [capability.name] : undefined,
    CapabilitiesReason: capability?.reason,
  };
}
