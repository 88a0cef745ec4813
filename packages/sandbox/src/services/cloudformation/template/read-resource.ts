import { formatError, validationError } from './errors.js';
import { isRecord, textOf, type Json } from './json.js';
import type { DeletionPolicy, ResourceDeclaration } from './template.js';

const MEMBERS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'CreationPolicy',
  'Metadata',
  'Description',
];
const POLICIES: readonly DeletionPolicy[] = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
/** What an Auto Scaling group's UpdatePolicy may ask for and the sandbox does. */
const UPDATE_POLICIES = ['AutoScalingScheduledAction'];

/** @throws AwsError ValidationError */
export function readResource(name: string, value: Json): ResourceDeclaration {
  if (!isRecord(value)) throw formatError('Any Resources member must be an object.');
  const type = textOf(value['Type']);
  if (type === undefined) throw formatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  const stray = Object.keys(value).filter((key) => !MEMBERS.includes(key));
  if (stray.length > 0) throw validationError(`Invalid template resource property '${stray.join("', '")}'`);
  const properties = value['Properties'] ?? {};
  if (!isRecord(properties)) throw formatError(`[/Resources/${name}/Properties] must be an object`);
  if (value['CreationPolicy'] !== undefined) {
    throw formatError(`[/Resources/${name}] The Bluegreen sandbox does not implement CreationPolicy.`);
  }
  const updatePolicy = value['UpdatePolicy'] ?? {};
  if (!isRecord(updatePolicy)) throw formatError(`[/Resources/${name}/UpdatePolicy] must be an object`);
  const lacking = Object.keys(updatePolicy).find((policy) => !UPDATE_POLICIES.includes(policy));
  if (lacking !== undefined) {
    throw formatError(`[/Resources/${name}] The Bluegreen sandbox does not implement the update policy ${lacking}.`);
  }
  const deletionPolicy = policyOf(name, 'DeletionPolicy', value['DeletionPolicy']);
  return {
    type,
    properties,
    dependsOn: dependsOn(name, value['DependsOn']),
    condition: textOf(value['Condition']),
    deletionPolicy,
    updateReplacePolicy: policyOf(name, 'UpdateReplacePolicy', value['UpdateReplacePolicy']),
    updatePolicy,
    metadata: value['Metadata'],
  };
}

function policyOf(name: string, member: string, value: Json | undefined): DeletionPolicy {
  if (value === undefined) return 'Delete';
  const policy = POLICIES.find((one) => one === value);
  if (!policy) throw formatError(`Unrecognized ${member} ${String(textOf(value))} for resource ${name}`);
  return policy;
}

function dependsOn(name: string, value: Json | undefined): readonly string[] {
  if (value === undefined) return [];
  const names = Array.isArray(value) ? value : [value];
  return names.map((one) => {
    if (typeof one !== 'string') throw formatError(`DependsOn of ${name} must be a string or a list of strings.`);
    return one;
  });
}
