import { generatedName } from '../names.js';
import { pick, text } from '../read.js';
import type { ResourceType } from '../resource-type.js';
import { tagChanges } from '../tags.js';

export const application: ResourceType = {
  type: 'AWS::CodeDeploy::Application',
  required: [],
  properties: ['ApplicationName', 'ComputePlatform', 'Tags'],
  replacedBy: ['ApplicationName', 'ComputePlatform'],
  attributes: [],
  namedBy: 'ApplicationName',
  tags: 'list',
  async create(properties, context) {
    const applicationName = text(properties, 'ApplicationName') ?? generatedName(context, 100);
    await context.ask('codedeploy', 'CreateApplication', {
      applicationName,
      computePlatform: text(properties, 'ComputePlatform') ?? 'Server',
      tags: pick(properties, ['Tags'])['Tags'] ?? [],
    });
    return { physicalId: applicationName, attributes: {} };
  },
  async update({ physicalId, properties, wanted }, context) {
    const { set, gone } = tagChanges(properties, wanted);
    const ResourceArn = `arn:aws:codedeploy:${context.region}:${context.account}:application:${physicalId}`;
    if (gone.length > 0) await context.ask('codedeploy', 'UntagResource', { ResourceArn, TagKeys: gone });
    if (set.length > 0) await context.ask('codedeploy', 'TagResource', { ResourceArn, Tags: set });
    return {};
  },
  async remove({ physicalId }, context) {
    await context.ask('codedeploy', 'DeleteApplication', { applicationName: physicalId });
  },
};
