import type { WireInput } from '../service.js';
import { optionalRecord, optionalText } from './read-query.js';
import type { LaunchTemplate } from './state.js';

/** Reads `LaunchTemplate`. The sandbox launches the same kind of instance whatever it says. */
export function readTemplate(input: WireInput): LaunchTemplate | undefined {
  const template = optionalRecord(input, 'LaunchTemplate');
  if (!template) return undefined;
  return {
    id: optionalText(template, 'LaunchTemplateId') ?? null,
    name: optionalText(template, 'LaunchTemplateName') ?? null,
    version: optionalText(template, 'Version') ?? '$Default',
  };
}
