import { optionalText } from '../../../protocols/input-values.js';
import { checkedTemplate } from '../engine/prepare.js';
import { findStack, stackResources } from '../find-stack.js';
import type { Operation, OperationContext } from './context.js';
import { outline } from './validate-template.js';

export const getTemplateSummary = ({ engine, readTemplateText }: OperationContext): Operation => ({
  resources: stackResources(engine),
  async handle(input) {
    const name = optionalText(input, 'StackName');
    const { body, from } =
      name === undefined
        ? await readTemplateText(input)
        : { body: findStack(engine, name).settings.templateBody, from: 'bucket' as const };
    const template = checkedTemplate(engine, body, from);
    return {
      Parameters: Object.entries(template.parameters).map(([ParameterKey, one]) => ({
        ParameterKey,
        DefaultValue: one.defaultValue,
        ParameterType: one.type,
        NoEcho: one.noEcho,
        Description: one.description,
        ParameterConstraints: { AllowedValues: one.allowedValues },
      })),
      ...outline(template),
      ResourceTypes: [...new Set(Object.values(template.resources).map(({ type }) => type))],
      Version: '2010-09-09',
      Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
    };
  },
});
