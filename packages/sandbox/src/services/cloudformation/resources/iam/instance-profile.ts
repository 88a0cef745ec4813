import { generatedName } from '../names.js';
import { asQuery, pick, text, texts, unlessGone } from '../read.js';
import type { Properties, ResourceContext, ResourceType } from '../resource-type.js';

export const instanceProfile: ResourceType = {
  type: 'AWS::IAM::InstanceProfile',
  required: ['Roles'],
  properties: ['InstanceProfileName', 'Path', 'Roles'],
  replacedBy: ['InstanceProfileName', 'Path'],
  attributes: ['Arn'],
  namedBy: 'InstanceProfileName',
  async create(properties, context) {
    const InstanceProfileName = text(properties, 'InstanceProfileName') ?? generatedName(context, 128);
    const input = { ...asQuery(pick(properties, ['Path'])), InstanceProfileName };
    const answer = await context.ask<{ InstanceProfile: { Arn: string } }>('iam', 'CreateInstanceProfile', input);
    context.made(InstanceProfileName);
    await setRoles(context, InstanceProfileName, {}, properties);
    return { physicalId: InstanceProfileName, attributes: { Arn: answer.InstanceProfile.Arn } };
  },
  async update({ physicalId, properties, wanted }, context) {
    await setRoles(context, physicalId, properties, wanted);
    return {};
  },
  async remove({ physicalId, properties }, context) {
    await setRoles(context, physicalId, properties, {});
    const input = { InstanceProfileName: physicalId };
    await unlessGone(context.ask('iam', 'DeleteInstanceProfile', input), ['NoSuchEntity']);
  },
};

async function setRoles(context: ResourceContext, name: string, before: Properties, after: Properties): Promise<void> {
  const [old, wanted] = [texts(before, 'Roles'), texts(after, 'Roles')];
  for (const RoleName of old.filter((one) => !wanted.includes(one))) {
    const input = { InstanceProfileName: name, RoleName };
    await unlessGone(context.ask('iam', 'RemoveRoleFromInstanceProfile', input), ['NoSuchEntity']);
  }
  for (const RoleName of wanted.filter((one) => !old.includes(one))) {
    await context.ask('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: name, RoleName });
  }
}
