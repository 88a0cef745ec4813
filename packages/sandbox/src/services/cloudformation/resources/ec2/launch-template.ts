import { isRecord, type Json, type JsonRecord } from '../../template/json.js';
import { generatedName } from '../names.js';
import { asQuery, record, records, text, unlessGone } from '../read.js';
import type { Properties, ResourceType } from '../resource-type.js';

interface Template {
  readonly launchTemplate: {
    readonly launchTemplateId: string;
    readonly latestVersionNumber: number;
    readonly defaultVersionNumber: number;
  };
}
interface Version {
  readonly launchTemplateVersion: { readonly versionNumber: number };
}

export const launchTemplate: ResourceType = {
  type: 'AWS::EC2::LaunchTemplate',
  required: ['LaunchTemplateData'],
  properties: ['LaunchTemplateData', 'LaunchTemplateName', 'TagSpecifications', 'VersionDescription'],
  replacedBy: ['LaunchTemplateName'],
  attributes: ['LaunchTemplateId', 'LatestVersionNumber', 'DefaultVersionNumber'],
  namedBy: 'LaunchTemplateName',
  async create(properties, context) {
    const LaunchTemplateName = text(properties, 'LaunchTemplateName') ?? generatedName(context, 128);
    const TagSpecification = records(properties, 'TagSpecifications').map(tagSpecification);
    const input = asQuery({ LaunchTemplateName, TagSpecification, ...version(properties) });
    const { launchTemplate: made } = await context.ask<Template>('ec2', 'CreateLaunchTemplate', input);
    const { launchTemplateId } = made;
    const attributes = { LaunchTemplateId: launchTemplateId, LatestVersionNumber: '1', DefaultVersionNumber: '1' };
    return { physicalId: launchTemplateId, attributes };
  },
  async update({ physicalId, wanted, changed }, context): Promise<JsonRecord> {
    if (!changed.includes('LaunchTemplateData') && !changed.includes('VersionDescription')) return {};
    const LaunchTemplateId = physicalId;
    const input = asQuery({ LaunchTemplateId, ...version(wanted) });
    const { launchTemplateVersion } = await context.ask<Version>('ec2', 'CreateLaunchTemplateVersion', input);
    return { LatestVersionNumber: String(launchTemplateVersion.versionNumber) };
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('ec2', 'DeleteLaunchTemplate', { LaunchTemplateId: physicalId }), [
      'InvalidLaunchTemplateId.NotFound',
    ]),
};

/** The wire says in the singular what a template says in the plural. */
const WIRE_NAMES: Readonly<Record<string, string>> = {
  BlockDeviceMappings: 'BlockDeviceMapping',
  ElasticGpuSpecifications: 'ElasticGpuSpecification',
  Groups: 'SecurityGroupId',
  LicenseSpecifications: 'LicenseSpecification',
  NetworkInterfaces: 'NetworkInterface',
  SecurityGroupIds: 'SecurityGroupId',
  SecurityGroups: 'SecurityGroup',
};

function version(properties: Properties): JsonRecord {
  const { TagSpecifications, ...data } = record(properties, 'LaunchTemplateData');
  const specifications = TagSpecifications === undefined ? [] : records({ TagSpecifications }, 'TagSpecifications');
  const LaunchTemplateData = {
    ...(onWire(data) as JsonRecord),
    ...(specifications.length > 0 && { TagSpecification: specifications.map(tagSpecification) }),
  };
  const VersionDescription = text(properties, 'VersionDescription');
  return { LaunchTemplateData, ...(VersionDescription !== undefined && { VersionDescription }) };
}

function tagSpecification(specification: JsonRecord): JsonRecord {
  return { ResourceType: text(specification, 'ResourceType') ?? '', Tag: records(specification, 'Tags') };
}

function onWire(value: Json): Json {
  if (Array.isArray(value)) return value.map(onWire);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [WIRE_NAMES[name] ?? name, onWire(member)]));
}
