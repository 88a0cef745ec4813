import { generatedName } from '../names.js';
import { asQuery, pick, text, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';
import { tagChanges } from '../tags.js';
import { setPolicies } from './policies-of.js';

export const user: ResourceType = {
  type: 'AWS::IAM::User',
  required: [],
  properties: ['ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'Tags', 'UserName'],
  replacedBy: ['Path', 'UserName', 'PermissionsBoundary'],
  attributes: ['Arn'],
  namedBy: 'UserName',
  tags: 'list',
  async create(properties, context) {
    const UserName = text(properties, 'UserName') ?? generatedName(context, 64);
    const settings = asQuery(pick(properties, ['Path', 'PermissionsBoundary', 'Tags']));
    const answer = await context.ask<{ User: { Arn: string } }>('iam', 'CreateUser', { ...settings, UserName });
    context.made(UserName);
    await setPolicies(context, 'User', UserName, {}, properties);
    return { physicalId: UserName, attributes: { Arn: answer.User.Arn } };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const UserName = physicalId;
    await setPolicies(context, 'User', UserName, properties, wanted);
    if (changed.includes('Tags')) {
      const { set, gone } = tagChanges(properties, wanted);
      if (gone.length > 0) await context.ask('iam', 'UntagUser', { UserName, TagKeys: gone });
      if (set.length > 0) await context.ask('iam', 'TagUser', asQuery({ UserName, Tags: set }));
    }
    return {};
  },
  async remove({ physicalId, properties }, context) {
    await unlessGone(setPolicies(context, 'User', physicalId, properties, {}), ['NoSuchEntity']);
    await unlessGone(context.ask('iam', 'DeleteUser', { UserName: physicalId }), ['NoSuchEntity']);
  },
};
