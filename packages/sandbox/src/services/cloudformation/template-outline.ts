import { parseDocument, type CollectionTag, type ScalarTag } from 'yaml';
import { AwsError } from '../service.js';

/** What ValidateTemplate and GetTemplateSummary tell of a template. */
export interface TemplateOutline {
  readonly description: string | undefined;
  readonly parameters: readonly {
    readonly key: string;
    readonly type: string;
    readonly defaultValue: string | undefined;
    readonly noEcho: boolean;
    readonly description: string | undefined;
  }[];
  readonly resourceTypes: readonly string[];
  readonly transforms: readonly string[];
  readonly capability: { readonly name: string; readonly reason: string } | null;
}

const MAX_INLINE_BYTES = 51_200;
const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
];
const INTRINSICS = [
  'Ref',
  'GetAtt',
  'Sub',
  'Join',
  'If',
  'Select',
  'FindInMap',
  'Equals',
  'And',
  'Or',
  'Not',
  'Base64',
  'Cidr',
  'GetAZs',
  'ImportValue',
  'Split',
  'Transform',
  'Condition',
  'Length',
  'ToJsonString',
];

/** Reads YAML with the short tags, or JSON. @throws AwsError ValidationError `Template format error: …` */
export function templateOutline(body: string): TemplateOutline {
  if (Buffer.byteLength(body) > MAX_INLINE_BYTES) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAX_INLINE_BYTES}`,
    );
  }
  const document = parseDocument(body, { customTags: (tags) => [...tags, ...shortTags], logLevel: 'error' });
  const problem = document.errors[0];
  if (problem)
    throw formatError(
      `YAML not well-formed. (line ${problem.linePos?.[0].line ?? 0}, column ${problem.linePos?.[0].col ?? 0})`,
    );
  const template: unknown = document.toJS();
  if (!isRecord(template)) throw formatError('unsupported structure.');
  const stray = Object.keys(template).filter((name) => !SECTIONS.includes(name));
  if (stray.length > 0)
    throw new AwsError('ValidationError', `Invalid template property or properties [${stray.join(', ')}]`);
  const resources = template['Resources'];
  if (!isRecord(resources) || Object.keys(resources).length === 0)
    throw formatError('At least one Resources member must be defined.');
  const types = Object.entries(resources).map(([name, resource]) => {
    const type = isRecord(resource) ? resource['Type'] : undefined;
    if (typeof type !== 'string')
      throw formatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
    return type;
  });
  return {
    description: textOf(template['Description']),
    parameters: Object.entries(isRecord(template['Parameters']) ? template['Parameters'] : {}).map(parameter),
    resourceTypes: [...new Set(types)],
    transforms: [template['Transform']].flat().filter((name): name is string => typeof name === 'string'),
    capability: capabilityOf(resources),
  };
}

function parameter([key, value]: [string, unknown]) {
  const type = isRecord(value) ? textOf(value['Type']) : undefined;
  if (!isRecord(value) || type === undefined)
    throw formatError(`Every Parameters object must contain a Type member (${key}).`);
  const noEcho = value['NoEcho'] === true || value['NoEcho'] === 'true';
  return { key, type, defaultValue: textOf(value['Default']), noEcho, description: textOf(value['Description']) };
}

/** IAM resources ask for a capability; a name of their own asks for the stronger one. */
function capabilityOf(resources: Record<string, unknown>): TemplateOutline['capability'] {
  const iam = Object.values(resources).filter(
    (one): one is Record<string, unknown> => isRecord(one) && String(one['Type']).startsWith('AWS::IAM::'),
  );
  if (iam.length === 0) return null;
  const nameKeys = ['RoleName', 'UserName', 'GroupName', 'InstanceProfileName', 'ManagedPolicyName'];
  const named = iam.some(
    (one) => isRecord(one['Properties']) && nameKeys.some((key) => Object.hasOwn(one['Properties'] as object, key)),
  );
  const types = [...new Set(iam.map((one) => String(one['Type'])))];
  return {
    name: named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}

const shortTags: (ScalarTag | CollectionTag)[] = INTRINSICS.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => ({ [name]: text }) },
  { tag: `!${name}`, collection: 'seq' as const, resolve: (value: unknown) => value },
  { tag: `!${name}`, collection: 'map' as const, resolve: (value: unknown) => value },
]);

function formatError(text: string): AwsError {
  return new AwsError('ValidationError', `Template format error: ${text}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
