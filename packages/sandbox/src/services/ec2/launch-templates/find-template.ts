import { AwsError, type CallContext, type WireInput } from '../../service.js';
import { text } from '../read-input.js';
import type { World } from '../world.js';
import type { LaunchTemplate } from './book.js';

/** @throws InvalidLaunchTemplateId.NotFound, InvalidLaunchTemplateName.NotFoundException, MissingParameter */
export function templateOf(world: World, input: WireInput): LaunchTemplate {
  const [id, name] = [text(input, 'LaunchTemplateId'), text(input, 'LaunchTemplateName')];
  if ((id === undefined) === (name === undefined)) {
    throw new AwsError('MissingParameter', 'You must specify either the launch template ID or the name, but not both.');
  }
  return id === undefined ? templateNamed(world, name ?? '') : templateWithId(world, id);
}

export function templateWithId({ templates }: World, id: string): LaunchTemplate {
  if (!/^lt-[0-9a-f]{17}$/.test(id)) {
    throw new AwsError(
      'InvalidLaunchTemplateId.Malformed',
      `The specified launch template, with template ID ${id}, is malformed.`,
    );
  }
  const template = templates.get(id);
  if (!template) {
    const message = `The specified launch template, with template ID ${id}, does not exist.`;
    throw new AwsError('InvalidLaunchTemplateId.NotFound', message);
  }
  return template;
}

export function templateNamed({ templates }: World, name: string): LaunchTemplate {
  const template = [...templates.values()].find((one) => one.name === name);
  if (!template) {
    const message = `The specified launch template, with template name ${name}, does not exist.`;
    throw new AwsError('InvalidLaunchTemplateName.NotFoundException', message);
  }
  return template;
}

/** What a call about a template is judged on. */
export const onTemplate =
  (world: World) =>
  (input: WireInput, { region, account }: CallContext): readonly string[] => {
    const named = [...world.templates.values()].find(({ name }) => name === text(input, 'LaunchTemplateName'));
    return [`arn:aws:ec2:${region}:${account}:launch-template/${text(input, 'LaunchTemplateId') ?? named?.id ?? '*'}`];
  };
