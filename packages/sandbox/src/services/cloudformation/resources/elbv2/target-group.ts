import type { JsonRecord } from '../../template/json.js';
import { generatedName } from '../names.js';
import { asQuery, only, pick, records, text, unlessGone } from '../read.js';
import type { ResourceContext, ResourceType } from '../resource-type.js';
import { tagChanges } from '../tags.js';
import { changeTags } from './change-tags.js';

const HEALTH_CHECK = [
  ...['HealthCheckEnabled', 'HealthCheckIntervalSeconds', 'HealthCheckPath', 'HealthCheckPort', 'HealthCheckProtocol'],
  ...['HealthCheckTimeoutSeconds', 'HealthyThresholdCount', 'Matcher', 'UnhealthyThresholdCount'],
];
const FIXED = ['IpAddressType', 'Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'];

export const targetGroup: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  required: [],
  properties: [...FIXED, ...HEALTH_CHECK, 'Tags', 'TargetGroupAttributes', 'Targets'],
  replacedBy: FIXED,
  attributes: ['TargetGroupArn', 'TargetGroupFullName', 'TargetGroupName', 'LoadBalancerArns'],
  namedBy: 'Name',
  tags: 'list',
  async create(properties, context) {
    const Name = text(properties, 'Name') ?? generatedName(context, 32);
    const settings = pick(properties, [...FIXED, ...HEALTH_CHECK, 'Tags']);
    const input = asQuery({ ...settings, Name });
    const answer = await context.ask<{ TargetGroups: { TargetGroupArn: string }[] }>('elb', 'CreateTargetGroup', input);
    const arn = only(answer.TargetGroups).TargetGroupArn;
    context.made(arn);
    await setAttributes(context, arn, records(properties, 'TargetGroupAttributes'));
    const targets = records(properties, 'Targets');
    if (targets.length > 0)
      await context.ask('elb', 'RegisterTargets', asQuery({ TargetGroupArn: arn, Targets: targets }));
    return { physicalId: arn, attributes: attributesOf(arn) };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const TargetGroupArn = physicalId;
    if (changed.some((name) => HEALTH_CHECK.includes(name))) {
      await context.ask('elb', 'ModifyTargetGroup', asQuery({ TargetGroupArn, ...pick(wanted, HEALTH_CHECK) }));
    }
    if (changed.includes('TargetGroupAttributes')) {
      await setAttributes(context, physicalId, records(wanted, 'TargetGroupAttributes'));
    }
    if (changed.includes('Tags')) await changeTags(context, physicalId, properties, wanted);
    if (changed.includes('Targets')) await changeTargets(context, physicalId, properties, wanted);
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('elb', 'DeleteTargetGroup', { TargetGroupArn: physicalId }), ['TargetGroupNotFound']),
};

function attributesOf(arn: string): JsonRecord {
  const full = arn.slice(arn.indexOf('targetgroup/'));
  return {
    TargetGroupArn: arn,
    TargetGroupFullName: full,
    TargetGroupName: full.split('/')[1] ?? '',
    // Known to nobody when the group is made: a listener comes later.
    LoadBalancerArns: [],
  };
}

async function setAttributes(context: ResourceContext, arn: string, attributes: readonly JsonRecord[]): Promise<void> {
  if (attributes.length === 0) return;
  await context.ask(
    'elb',
    'ModifyTargetGroupAttributes',
    asQuery({ TargetGroupArn: arn, Attributes: [...attributes] }),
  );
}

async function changeTargets(
  context: ResourceContext,
  arn: string,
  before: JsonRecord,
  after: JsonRecord,
): Promise<void> {
  const keyed = (properties: JsonRecord): JsonRecord => ({
    Tags: records(properties, 'Targets').map((target) => ({
      ...target,
      Key: `${text(target, 'Id')}:${text(target, 'Port')}`,
    })),
  });
  const { gone } = tagChanges(keyed(before), keyed(after));
  const leaving = records(keyed(before), 'Tags').filter((target) => gone.includes(text(target, 'Key') ?? ''));
  const ask = (operation: string, Targets: JsonRecord[]) =>
    Targets.length === 0 ? undefined : context.ask('elb', operation, asQuery({ TargetGroupArn: arn, Targets }));
  await ask(
    'DeregisterTargets',
    leaving.map((target) => pick(target, ['Id', 'Port'])),
  );
  await ask('RegisterTargets', records(after, 'Targets'));
}
