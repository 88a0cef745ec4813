import type { WireInput } from '../../../service.js';
import { isRecord, type Json } from '../../template/json.js';
import { generatedName } from '../names.js';
import { requiredText, text } from '../read.js';
import type { Properties, ResourceType } from '../resource-type.js';
import { tagChanges } from '../tags.js';

/** Template properties and the API's members: the same but for the first letter, all the way down. */
const SETTINGS = [
  ...['AlarmConfiguration', 'AutoRollbackConfiguration', 'AutoScalingGroups', 'BlueGreenDeploymentConfiguration'],
  ...['DeploymentConfigName', 'DeploymentStyle', 'Ec2TagFilters', 'Ec2TagSet', 'LoadBalancerInfo'],
  ...['OnPremisesInstanceTagFilters', 'OutdatedInstancesStrategy', 'ServiceRoleArn', 'TerminationHookEnabled'],
  'TriggerConfigurations',
];
/** Tag filters keep their capitals. */
const AS_WRITTEN = ['Ec2TagFilters', 'OnPremisesInstanceTagFilters'];
const FLAGS = ['enabled', 'ignorePollAlarmFailure', 'terminationHookEnabled'];

export const deploymentGroup: ResourceType = {
  type: 'AWS::CodeDeploy::DeploymentGroup',
  required: ['ApplicationName', 'ServiceRoleArn'],
  properties: [...SETTINGS, 'ApplicationName', 'DeploymentGroupName', 'Tags'],
  replacedBy: ['ApplicationName', 'DeploymentGroupName'],
  attributes: [],
  namedBy: 'DeploymentGroupName',
  tags: 'list',
  async create(properties, context) {
    const deploymentGroupName = text(properties, 'DeploymentGroupName') ?? generatedName(context, 100);
    await context.ask('codedeploy', 'CreateDeploymentGroup', {
      ...settings(properties, SETTINGS),
      applicationName: requiredText(properties, 'ApplicationName'),
      deploymentGroupName,
      tags: properties['Tags'] ?? [],
    });
    return { physicalId: deploymentGroupName, attributes: {} };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const applicationName = requiredText(wanted, 'ApplicationName');
    const differing = changed.filter((name) => SETTINGS.includes(name));
    if (differing.length > 0) {
      const input = { ...settings(wanted, differing), applicationName, currentDeploymentGroupName: physicalId };
      await context.ask('codedeploy', 'UpdateDeploymentGroup', input);
    }
    const { set, gone } = tagChanges(properties, wanted);
    const ResourceArn = `arn:aws:codedeploy:${context.region}:${context.account}:deploymentgroup:${applicationName}/${physicalId}`;
    if (gone.length > 0) await context.ask('codedeploy', 'UntagResource', { ResourceArn, TagKeys: gone });
    if (changed.includes('Tags') && set.length > 0)
      await context.ask('codedeploy', 'TagResource', { ResourceArn, Tags: set });
    return {};
  },
  async remove({ physicalId, properties }, context) {
    const applicationName = requiredText(properties, 'ApplicationName');
    await context.ask('codedeploy', 'DeleteDeploymentGroup', { applicationName, deploymentGroupName: physicalId });
  },
};

/** What is no longer in the template is emptied, where the API takes an empty one. */
function settings(properties: Properties, names: readonly string[]): WireInput {
  const EMPTY: Readonly<Record<string, Json>> = {
    AlarmConfiguration: { enabled: false },
    AutoRollbackConfiguration: { enabled: false },
    AutoScalingGroups: [],
    Ec2TagFilters: [],
    TriggerConfigurations: [],
  };
  const entries = names.flatMap((name) => {
    const value = properties[name] ?? EMPTY[name];
    if (value === undefined) return [];
    return [[lower(name), AS_WRITTEN.includes(name) ? value : lowered(value)] as const];
  });
  return Object.fromEntries(entries.map(([name, value]) => [name, FLAGS.includes(name) ? asFlag(value) : value]));
}

function lowered(value: Json): Json {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const key = lower(name);
      if (key === 'ec2TagGroup' || (key === 'ec2TagSetList' && Array.isArray(member))) return [key, tagGroups(member)];
      return [key, FLAGS.includes(key) ? asFlag(member) : lowered(member)];
    }),
  );
}

/** The API has a list of lists of filters where a template has objects with one list each. */
function tagGroups(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return value.map((entry) => (isRecord(entry) && entry['Ec2TagGroup'] !== undefined ? entry['Ec2TagGroup'] : entry));
}

function asFlag(value: Json): Json {
  return value === 'true' ? true : value === 'false' ? false : value;
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
