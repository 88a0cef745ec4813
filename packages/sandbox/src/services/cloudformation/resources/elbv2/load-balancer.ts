import type { JsonRecord } from '../../template/json.js';
import { generatedName } from '../names.js';
import { asQuery, only, pick, records, text, unlessGone } from '../read.js';
import type { ResourceContext, ResourceType } from '../resource-type.js';
import { changeTags } from './change-tags.js';

interface Described {
  readonly LoadBalancerArn: string;
  readonly DNSName: string;
  readonly CanonicalHostedZoneId: string;
  readonly LoadBalancerName: string;
  readonly SecurityGroups: string[];
}
interface Answer {
  readonly LoadBalancers: readonly Described[];
}

export const loadBalancer: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  required: [],
  properties: [
    ...['IpAddressType', 'LoadBalancerAttributes', 'Name', 'Scheme', 'SecurityGroups', 'SubnetMappings', 'Subnets'],
    ...['Tags', 'Type'],
  ],
  replacedBy: ['Name', 'Scheme', 'Type'],
  attributes: [
    ...['LoadBalancerArn', 'DNSName', 'CanonicalHostedZoneID', 'LoadBalancerFullName', 'LoadBalancerName'],
    'SecurityGroups',
  ],
  namedBy: 'Name',
  tags: 'list',
  async create(properties, context) {
    const Name = text(properties, 'Name') ?? generatedName(context, 32);
    const settings = pick(properties, [
      'IpAddressType',
      'Scheme',
      'SecurityGroups',
      'SubnetMappings',
      'Subnets',
      'Tags',
      'Type',
    ]);
    const answer = await context.ask<Answer>('elb', 'CreateLoadBalancer', asQuery({ ...settings, Name }));
    const described = only(answer.LoadBalancers);
    context.made(described.LoadBalancerArn);
    await setAttributes(context, described.LoadBalancerArn, records(properties, 'LoadBalancerAttributes'));
    return { physicalId: described.LoadBalancerArn, attributes: attributesOf(described) };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const LoadBalancerArn = physicalId;
    if (changed.includes('LoadBalancerAttributes')) {
      await setAttributes(context, physicalId, records(wanted, 'LoadBalancerAttributes'));
    }
    if (changed.includes('Subnets') || changed.includes('SubnetMappings')) {
      await context.ask(
        'elb',
        'SetSubnets',
        asQuery({ LoadBalancerArn, ...pick(wanted, ['Subnets', 'SubnetMappings']) }),
      );
    }
    if (changed.includes('SecurityGroups')) {
      const SecurityGroups = wanted['SecurityGroups'] ?? [];
      await context.ask('elb', 'SetSecurityGroups', asQuery({ LoadBalancerArn, SecurityGroups }));
    }
    if (changed.includes('IpAddressType')) {
      await context.ask('elb', 'SetIpAddressType', asQuery({ LoadBalancerArn, ...pick(wanted, ['IpAddressType']) }));
    }
    if (changed.includes('Tags')) await changeTags(context, physicalId, properties, wanted);
    return describe(context, physicalId);
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('elb', 'DeleteLoadBalancer', { LoadBalancerArn: physicalId }), ['LoadBalancerNotFound']),
  refresh: ({ physicalId }, context) => describe(context, physicalId),
};

async function describe(context: ResourceContext, arn: string): Promise<JsonRecord> {
  const answer = await context.ask<Answer>('elb', 'DescribeLoadBalancers', { LoadBalancerArns: [arn] });
  return attributesOf(only(answer.LoadBalancers));
}

function attributesOf(described: Described): JsonRecord {
  const { LoadBalancerArn, DNSName, CanonicalHostedZoneId, LoadBalancerName, SecurityGroups } = described;
  return {
    ...{ LoadBalancerArn, DNSName, LoadBalancerName, SecurityGroups: [...SecurityGroups] },
    CanonicalHostedZoneID: CanonicalHostedZoneId,
    LoadBalancerFullName: LoadBalancerArn.slice(LoadBalancerArn.indexOf('loadbalancer/') + 'loadbalancer/'.length),
  };
}

async function setAttributes(context: ResourceContext, arn: string, attributes: readonly JsonRecord[]): Promise<void> {
  // Access logs need a bucket with a policy for the load balancer's account; the sandbox keeps the setting only.
  if (attributes.length === 0) return;
  await context.ask(
    'elb',
    'ModifyLoadBalancerAttributes',
    asQuery({ LoadBalancerArn: arn, Attributes: [...attributes] }),
  );
}
