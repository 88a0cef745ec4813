import type { Demand, WireInput } from '../service.js';
import { optionalRecord, optionalText } from './read-query.js';
import type { LaunchTemplate } from './state.js';
import { validationError, type World } from './world.js';

/** Reads `LaunchTemplate`, which must exist. @throws ValidationError */
export function readTemplate(world: World, input: WireInput): LaunchTemplate | undefined {
  const reference = referenceIn(input);
  if (!reference || !world.templates) return reference;
  const found = world.templates.find(reference);
  if (typeof found === 'string') {
    throw validationError(`You must use a valid fully-formed launch template. ${found}`);
  }
  return { id: found.id, name: found.name, version: reference.version };
}

/** Whoever has a group launch hosts hands their role over to EC2. */
export const passingRole =
  (world: World) =>
  (input: WireInput): readonly Demand[] => {
    const reference = referenceIn(input);
    const found = reference && world.templates?.find(reference);
    if (!found || typeof found === 'string' || found.instanceProfile === null) return [];
    const role = world.templates?.roleOf(found.instanceProfile);
    const conditionKeys = { 'iam:PassedToService': 'ec2.amazonaws.com' };
    return role === undefined ? [] : [{ action: 'iam:PassRole', resources: [role], conditionKeys }];
  };

function referenceIn(input: WireInput): LaunchTemplate | undefined {
  const template = optionalRecord(input, 'LaunchTemplate');
  if (!template) return undefined;
  return {
    id: optionalText(template, 'LaunchTemplateId') ?? null,
    name: optionalText(template, 'LaunchTemplateName') ?? null,
    version: optionalText(template, 'Version') ?? '$Default',
  };
}
