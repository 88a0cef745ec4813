import { randomUUID } from 'node:crypto';
import { optionalText, requiredText, textList } from '../../protocols/input-values.js';
import type { WireInput } from '../service.js';
import type { Wish } from './engine/prepare.js';
import type { Engine } from './engine/engine.js';
import type { Stack } from './engine/stack.js';
import { validationError } from './template/errors.js';
import { isRecord, textOf } from './template/json.js';
import type { GivenParameter } from './template/resolve-parameters.js';
import type { ReadTemplateText, TemplateText } from './template-text.js';

/** A new stack's name. @throws AwsError ValidationError */
export function newStackName(input: WireInput): string {
  const name = requiredText(input, 'StackName');
  const refuse = (rule: string) =>
    validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must ${rule}`,
    );
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) throw refuse('satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*');
  if (name.length > 128) throw refuse('have length less than or equal to 128');
  return name;
}

export function newStackId({ region, account }: Engine, name: string): string {
  return `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`;
}

/** What a create, update or change set asks for; what an update leaves out stays as the stack has it. */
export async function readWish(input: WireInput, readText: ReadTemplateText, before: Stack | null): Promise<Wish> {
  const settings = before?.settings;
  const { body, from } = await templateOf(input, readText, before);
  return {
    templateBody: body,
    from,
    given: parameters(input),
    previous: settings?.parameters ?? [],
    tags: input['Tags'] === undefined && settings ? settings.tags : tags(input),
    capabilities: textList(input, 'Capabilities'),
    notificationArns:
      input['NotificationARNs'] === undefined && settings
        ? settings.notificationArns
        : textList(input, 'NotificationARNs'),
    roleArn: optionalText(input, 'RoleARN') ?? settings?.roleArn ?? null,
  };
}

async function templateOf(input: WireInput, readText: ReadTemplateText, before: Stack | null): Promise<TemplateText> {
  if (flagOf(input, 'UsePreviousTemplate')) {
    if (before?.settings.templateBody) return { body: before.settings.templateBody, from: 'bucket' };
    throw validationError('UsePreviousTemplate is set, but the stack has no template');
  }
  return readText(input);
}

export function flagOf(input: WireInput, name: string): boolean {
  return optionalText(input, name) === 'true';
}

/** A record list such as Tags or Parameters. */
function recordsOf(input: WireInput, name: string): WireInput[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function parameters(input: WireInput): GivenParameter[] {
  const given = recordsOf(input, 'Parameters').map((one) => ({
    key: textOf(one['ParameterKey']) ?? '',
    value: textOf(one['ParameterValue']),
    usePrevious: textOf(one['UsePreviousValue']) === 'true',
  }));
  const twice = given.find(({ key }, index) => given.findIndex((one) => one.key === key) !== index);
  if (twice) throw validationError(`Duplicate parameter key: ${twice.key}`);
  return given;
}

const MOST_TAGS = 50;

function tags(input: WireInput): Record<string, string> {
  const given = recordsOf(input, 'Tags').map((tag) => [textOf(tag['Key']) ?? '', textOf(tag['Value']) ?? ''] as const);
  if (given.length > MOST_TAGS) throw validationError(`Only up to ${MOST_TAGS} tags can be specified for a stack`);
  for (const [key, value] of given) {
    if (key === '' || key.length > 128 || value.length > 256) {
      throw validationError('A tag key must have 1 to 128 characters and a tag value at most 256');
    }
    if (key.startsWith('aws:')) throw validationError('aws: prefixed tag key names are not allowed for external use.');
  }
  return Object.fromEntries(given);
}
