import { asQuery, only, pick, records, unlessGone } from '../read.js';
import type { ResourceContext, ResourceType } from '../resource-type.js';

const SETTINGS = [
  'AlpnPolicy',
  'Certificates',
  'DefaultActions',
  'MutualAuthentication',
  'Port',
  'Protocol',
  'SslPolicy',
];

/** A listener has no tags in CloudFormation, so changed stack tags never touch it, nor the traffic it forwards. */
export const listener: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  required: ['DefaultActions', 'LoadBalancerArn'],
  properties: [...SETTINGS, 'ListenerAttributes', 'LoadBalancerArn'],
  replacedBy: ['LoadBalancerArn'],
  attributes: ['ListenerArn'],
  async create(properties, context) {
    const input = asQuery(pick(properties, [...SETTINGS, 'LoadBalancerArn']));
    const answer = await context.ask<{ Listeners: { ListenerArn: string }[] }>('elb', 'CreateListener', input);
    const { ListenerArn } = only(answer.Listeners);
    context.made(ListenerArn);
    await setAttributes(context, ListenerArn, properties);
    return { physicalId: ListenerArn, attributes: { ListenerArn } };
  },
  async update({ physicalId, wanted, changed }, context) {
    // The whole of it is sent whenever any of it changed, as CloudFormation does.
    if (changed.some((name) => SETTINGS.includes(name))) {
      await context.ask('elb', 'ModifyListener', asQuery({ ListenerArn: physicalId, ...pick(wanted, SETTINGS) }));
    }
    if (changed.includes('ListenerAttributes')) await setAttributes(context, physicalId, wanted);
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('elb', 'DeleteListener', { ListenerArn: physicalId }), ['ListenerNotFound']),
};

async function setAttributes(
  context: ResourceContext,
  arn: string,
  properties: Parameters<ResourceType['create']>[0],
): Promise<void> {
  const Attributes = records(properties, 'ListenerAttributes');
  if (Attributes.length === 0) return;
  await context.ask('elb', 'ModifyListenerAttributes', asQuery({ ListenerArn: arn, Attributes }));
}
