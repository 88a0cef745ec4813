import { generatedName } from '../names.js';
import { asQuery, documentText, pick, text, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';
import { tagChanges } from '../tags.js';
import { setPolicies } from './policies-of.js';

export const role: ResourceType = {
  type: 'AWS::IAM::Role',
  required: ['AssumeRolePolicyDocument'],
  properties: [
    ...['AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'MaxSessionDuration', 'Path'],
    ...['PermissionsBoundary', 'Policies', 'RoleName', 'Tags'],
  ],
  replacedBy: ['Path', 'RoleName', 'PermissionsBoundary'],
  attributes: ['Arn', 'RoleId'],
  namedBy: 'RoleName',
  tags: 'list',
  async create(properties, context) {
    const RoleName = text(properties, 'RoleName') ?? generatedName(context, 64);
    const answer = await context.ask<{ Role: { Arn: string; RoleId: string } }>('iam', 'CreateRole', {
      ...asQuery(pick(properties, ['Description', 'MaxSessionDuration', 'Path', 'PermissionsBoundary', 'Tags'])),
      RoleName,
      AssumeRolePolicyDocument: documentText(properties, 'AssumeRolePolicyDocument'),
    });
    context.made(RoleName);
    await setPolicies(context, 'Role', RoleName, {}, properties);
    return { physicalId: RoleName, attributes: { Arn: answer.Role.Arn, RoleId: answer.Role.RoleId } };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const RoleName = physicalId;
    if (changed.includes('AssumeRolePolicyDocument')) {
      const PolicyDocument = documentText(wanted, 'AssumeRolePolicyDocument');
      await context.ask('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
    }
    if (changed.includes('Description') || changed.includes('MaxSessionDuration')) {
      await context.ask('iam', 'UpdateRole', {
        ...asQuery(pick(wanted, ['Description', 'MaxSessionDuration'])),
        RoleName,
      });
    }
    await setPolicies(context, 'Role', RoleName, properties, wanted);
    if (changed.includes('Tags')) {
      const { set, gone } = tagChanges(properties, wanted);
      if (gone.length > 0) await context.ask('iam', 'UntagRole', { RoleName, TagKeys: gone });
      if (set.length > 0) await context.ask('iam', 'TagRole', asQuery({ RoleName, Tags: set }));
    }
    return {};
  },
  async remove({ physicalId, properties }, context) {
    await unlessGone(setPolicies(context, 'Role', physicalId, properties, {}), ['NoSuchEntity']);
    await unlessGone(context.ask('iam', 'DeleteRole', { RoleName: physicalId }), ['NoSuchEntity']);
  },
};
