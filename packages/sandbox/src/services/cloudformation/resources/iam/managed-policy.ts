import type { JsonRecord } from '../../template/json.js';
import { generatedName } from '../names.js';
import { asQuery, documentText, pick, text, texts, unlessGone } from '../read.js';
import type { ResourceContext, ResourceType } from '../resource-type.js';
import type { Holder } from './policies-of.js';

const HOLDERS: readonly Holder[] = ['Role', 'User', 'Group'];
/** IAM keeps five versions; CloudFormation makes room by itself. */
const MOST_VERSIONS = 5;

interface Versions {
  readonly Versions: readonly { readonly VersionId: string; readonly IsDefaultVersion: boolean }[];
}

export const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  required: ['PolicyDocument'],
  properties: ['Description', 'Groups', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users'],
  replacedBy: ['Description', 'ManagedPolicyName', 'Path'],
  attributes: ['PolicyArn', 'PolicyId'],
  namedBy: 'ManagedPolicyName',
  async create(properties, context) {
    const PolicyName = text(properties, 'ManagedPolicyName') ?? generatedName(context, 128);
    const PolicyDocument = documentText(properties, 'PolicyDocument');
    const answer = await context.ask<{ Policy: { Arn: string; PolicyId: string } }>('iam', 'CreatePolicy', {
      ...asQuery(pick(properties, ['Description', 'Path'])),
      ...{ PolicyName, PolicyDocument },
    });
    const { Arn, PolicyId } = answer.Policy;
    context.made(Arn);
    await attach(context, Arn, {}, properties);
    return { physicalId: Arn, attributes: { PolicyArn: Arn, PolicyId } };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const PolicyArn = physicalId;
    if (changed.includes('PolicyDocument')) {
      await makeRoom(context, PolicyArn);
      const PolicyDocument = documentText(wanted, 'PolicyDocument');
      await context.ask('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: 'true' });
    }
    await attach(context, PolicyArn, properties, wanted);
    return {};
  },
  async remove({ physicalId, properties }, context) {
    const PolicyArn = physicalId;
    await attach(context, PolicyArn, properties, {});
    await unlessGone(dropVersions(context, PolicyArn, 0), ['NoSuchEntity']);
    await unlessGone(context.ask('iam', 'DeletePolicy', { PolicyArn }), ['NoSuchEntity']);
  },
};

function makeRoom(context: ResourceContext, PolicyArn: string): Promise<void> {
  return dropVersions(context, PolicyArn, MOST_VERSIONS - 2);
}

/** Removes the oldest versions that are not the default one, until `keep` of those are left. */
async function dropVersions(context: ResourceContext, PolicyArn: string, keep: number): Promise<void> {
  const { Versions } = await context.ask<Versions>('iam', 'ListPolicyVersions', { PolicyArn });
  const others = Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion);
  others.sort((a, b) => Number(b.VersionId.slice(1)) - Number(a.VersionId.slice(1)));
  for (const { VersionId } of others.slice(keep))
    await context.ask('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
}

async function attach(
  context: ResourceContext,
  PolicyArn: string,
  before: JsonRecord,
  after: JsonRecord,
): Promise<void> {
  for (const holder of HOLDERS) {
    const [old, wanted] = [texts(before, `${holder}s`), texts(after, `${holder}s`)];
    for (const name of old.filter((one) => !wanted.includes(one))) {
      const input = { [`${holder}Name`]: name, PolicyArn };
      await unlessGone(context.ask('iam', `Detach${holder}Policy`, input), ['NoSuchEntity']);
    }
    for (const name of wanted)
      await context.ask('iam', `Attach${holder}Policy`, { [`${holder}Name`]: name, PolicyArn });
  }
}
