import { AwsError } from '../../service.js';
import { LOAD_BALANCER_ATTRIBUTES } from '../attributes/load-balancer.js';
import { initialAttributes } from '../attributes/catalogue.js';
import { loadBalancerArn, prefix } from '../arns.js';
import type { ElbContext, Operation } from '../context.js';
import { notInSandbox } from '../errors.js';
import { choice, requiredText, text, texts } from '../input.js';
import { checkName } from '../names.js';
import { loadBalancerShape } from '../shapes.js';
import type { LoadBalancerRecord } from '../state.js';
import { parseSubnets } from '../subnets.js';
import { addTags, parseTags } from '../tags.js';
import type { WireInput } from '../../service.js';

/** Contract B9: the same settings again return the existing load balancer, others are DuplicateLoadBalancerName. */
export const createLoadBalancer: Operation<{ LoadBalancers: ReturnType<typeof loadBalancerShape>[] }> = {
  resources: (input, call) => [`${prefix(call)}loadbalancer/app/${text(input, 'Name') ?? '*'}/*`],
  async handle(elb, input) {
    const settings = parseSettings(elb, input);
    const tags = parseTags(input);
    const existing = [...elb.state.loadBalancers.values()].find((record) => record.name === settings.name);
    if (existing) {
      if (!sameSettings(existing, settings)) {
        const message = `A load balancer with the same name '${settings.name}' exists, but with different settings`;
        throw new AwsError('DuplicateLoadBalancerName', message);
      }
      return { LoadBalancers: [loadBalancerShape(elb, existing, 'active')] };
    }
    checkQuota(elb);
    const { dnsName } = await elb.addresses.allot(settings.name, 80);
    const record: LoadBalancerRecord = {
      ...settings,
      arn: loadBalancerArn(elb, settings.name),
      createdAt: elb.clock.now(),
      dnsName,
      attributes: {
        ...initialAttributes(LOAD_BALANCER_ATTRIBUTES),
        'ipv6.deny_all_igw_traffic': String(settings.scheme === 'internal'),
      },
    };
    addTags(elb, record.arn, tags);
    elb.state.loadBalancers.set(record.arn, record);
    elb.mirror.balancerChanged(record);
    return { LoadBalancers: [loadBalancerShape(elb, record, 'provisioning')] };
  },
};

type Settings = Pick<LoadBalancerRecord, 'name' | 'scheme' | 'ipAddressType' | 'subnets' | 'securityGroups'>;

function parseSettings(elb: ElbContext, input: WireInput): Settings {
  const name = checkName('Load balancer', requiredText(input, 'Name'));
  const type = choice(input, 'Type', ['application', 'network', 'gateway'] as const) ?? 'application';
  if (type !== 'application') throw notInSandbox(`${type} load balancers`);
  return {
    name,
    scheme: choice(input, 'Scheme', ['internet-facing', 'internal'] as const) ?? 'internet-facing',
    ipAddressType:
      choice(input, 'IpAddressType', ['ipv4', 'dualstack', 'dualstack-without-public-ipv4'] as const) ?? 'ipv4',
    subnets: parseSubnets(elb, input),
    securityGroups: texts(input, 'SecurityGroups') ?? [],
  };
}

function sameSettings(existing: LoadBalancerRecord, settings: Settings): boolean {
  const sorted = (values: readonly string[]) => [...values].sort().join();
  return (
    existing.scheme === settings.scheme &&
    existing.ipAddressType === settings.ipAddressType &&
    sorted(existing.subnets) === sorted(settings.subnets) &&
    sorted(existing.securityGroups) === sorted(settings.securityGroups)
  );
}

function checkQuota(elb: ElbContext): void {
  const limit = elb.quotas['application-load-balancers'];
  if (elb.state.loadBalancers.size >= limit) {
    throw new AwsError('TooManyLoadBalancers', `You can have at most '${limit}' application load balancers per region`);
  }
}
