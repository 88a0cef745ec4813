import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { optionalRecords, optionalText, requiredText } from './read-input.js';
import type { Tag } from './state.js';
import { applicationOf, groupOf, type World } from './world.js';

/** @throws InvalidTagsToAdd */
export function readTags(input: WireInput, member: string): Tag[] {
  return (optionalRecords(input, member) ?? []).map((tag) => ({
    Key: requiredText(tag, 'Key', 'InvalidTagsToAdd', 'A tag has no key'),
    Value: optionalText(tag, 'Value') ?? '',
  }));
}

/** The application or deployment group that `ResourceArn` names. */
export function taggedResource(world: World, input: WireInput): { tags: Tag[] } {
  const arn = requiredText(input, 'ResourceArn', 'ResourceArnRequired', 'The resource ARN is missing');
  const [, kind, name = ''] = /^arn:aws[\w-]*:codedeploy:[\w-]+:\d{12}:(\w+):(.+)$/.exec(arn) ?? [];
  if (kind === undefined) throw codeDeployError('InvalidArn', `${arn} is not the ARN of a CodeDeploy resource`);
  if (kind === 'application') return applicationOf(world, name);
  const [application = '', group] = name.split('/');
  if (kind === 'deploymentgroup' && group) return groupOf(world, application, group);
  throw codeDeployError('ArnNotSupported', `${arn} does not name an application or a deployment group`);
}

/** Tags by the ARN of an application or deployment group; undefined when there is none. */
export function tagsOf(world: World, arn: string): Readonly<Record<string, string>> | undefined {
  const [, kind, name = ''] = /:codedeploy:[^:]+:\d{12}:(application|deploymentgroup):(.+)$/.exec(arn) ?? [];
  const [application = '', group = ''] = name.split('/');
  const known = world.state.applications[application];
  const tagged = kind === 'deploymentgroup' ? known?.groups[group] : kind && known;
  return tagged ? Object.fromEntries(tagged.tags.map(({ Key, Value }) => [Key, Value])) : undefined;
}
