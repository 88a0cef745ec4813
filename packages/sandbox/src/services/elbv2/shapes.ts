import { CONFIG_MEMBERS } from './conditions.js';
import type { ElbContext } from './context.js';
import {
  loadBalancerOf,
  type ActionRecord,
  type Attributes,
  type ConditionRecord,
  type ListenerRecord,
  type LoadBalancerRecord,
  type RuleRecord,
  type TargetGroupRecord,
} from './state.js';

/** Records as the API shows them. */

/** The published id of the zone that ALB names of us-east-1 live in; one is as good as another on loopback. */
const HOSTED_ZONE = 'Z35SXDOTRQ7X7K';

export function loadBalancerShape(elb: ElbContext, record: LoadBalancerRecord, state: 'provisioning' | 'active') {
  return {
    LoadBalancerArn: record.arn,
    DNSName: record.dnsName,
    CanonicalHostedZoneId: HOSTED_ZONE,
    CreatedTime: new Date(record.createdAt),
    LoadBalancerName: record.name,
    Scheme: record.scheme,
    VpcId: elb.subnets?.(record.subnets[0] ?? '')?.vpcId ?? elb.vpcId,
    State: { Code: state },
    Type: 'application',
    AvailabilityZones: zonesShape(elb, record),
    SecurityGroups: record.securityGroups,
    IpAddressType: record.ipAddressType,
  };
}

export function zonesShape(elb: ElbContext, { subnets }: LoadBalancerRecord) {
  return subnets.map((subnet, index) => ({
    ZoneName: elb.subnets?.(subnet)?.availabilityZone ?? `${elb.region}${'abcdef'.charAt(index % 6)}`,
    SubnetId: subnet,
    LoadBalancerAddresses: [],
  }));
}

export function listenerShape(record: ListenerRecord) {
  const secure = record.protocol === 'HTTPS';
  return {
    ListenerArn: record.arn,
    LoadBalancerArn: record.loadBalancerArn,
    Port: record.port,
    Protocol: record.protocol,
    ...(secure
      ? { Certificates: record.certificateArns.map((arn) => ({ CertificateArn: arn })), SslPolicy: record.sslPolicy }
      : {}),
    DefaultActions: [actionShape(record.defaultAction)],
  };
}

export function ruleShape(record: RuleRecord) {
  return {
    RuleArn: record.arn,
    Priority: String(record.priority),
    Conditions: record.conditions.map(conditionShape),
    Actions: [actionShape(record.action)],
    IsDefault: false,
  };
}

export function defaultRuleShape(listener: ListenerRecord) {
  return {
    RuleArn: listener.defaultRuleArn,
    Priority: 'default',
    Conditions: [],
    Actions: [actionShape(listener.defaultAction)],
    IsDefault: true,
  };
}

/** `TargetGroupArn` stands beside `ForwardConfig` only when there is one group (contract T6, B9). */
function actionShape(action: ActionRecord): object {
  const order = action.order === null ? {} : { Order: action.order };
  switch (action.kind) {
    case 'forward': {
      const [first, ...others] = action.groups;
      const { enabled, durationSeconds } = action.stickiness;
      return {
        Type: 'forward',
        ...(first && others.length === 0 ? { TargetGroupArn: first.arn } : {}),
        ...order,
        ForwardConfig: {
          TargetGroups: action.groups.map((group) => ({ TargetGroupArn: group.arn, Weight: group.weight })),
          TargetGroupStickinessConfig: {
            Enabled: enabled,
            ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
          },
        },
      };
    }
    case 'redirect':
      return {
        Type: 'redirect',
        ...order,
        RedirectConfig: {
          Protocol: action.protocol,
          Port: action.port,
          Host: action.host,
          Path: action.path,
          Query: action.query,
          StatusCode: action.status,
        },
      };
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        ...order,
        FixedResponseConfig: {
          MessageBody: action.body ?? undefined,
          StatusCode: action.status,
          ContentType: action.contentType ?? undefined,
        },
      };
  }
}

function conditionShape(condition: ConditionRecord): object {
  const member = CONFIG_MEMBERS[condition.field];
  switch (condition.field) {
    case 'http-header':
      return { Field: condition.field, [member]: { HttpHeaderName: condition.name, Values: condition.values } };
    case 'query-string': {
      const pairs = condition.pairs.map((pair) => ({ Key: pair.key, Value: pair.value }));
      return { Field: condition.field, [member]: { Values: pairs } };
    }
    case 'host-header':
    case 'path-pattern':
      return { Field: condition.field, Values: condition.values, [member]: { Values: condition.values } };
    case 'http-request-method':
    case 'source-ip':
      return { Field: condition.field, [member]: { Values: condition.values } };
  }
}

export function targetGroupShape(elb: ElbContext, record: TargetGroupRecord) {
  const { healthCheck } = record;
  const loadBalancer = loadBalancerOf(elb.state, record.arn);
  return {
    TargetGroupArn: record.arn,
    TargetGroupName: record.name,
    Protocol: record.protocol,
    Port: record.port,
    VpcId: record.vpcId,
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: healthCheck.timeoutSeconds,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    HealthCheckPath: healthCheck.path,
    Matcher: { HttpCode: healthCheck.httpCode },
    LoadBalancerArns: loadBalancer === undefined ? [] : [loadBalancer],
    TargetType: record.targetType,
    ProtocolVersion: 'HTTP1',
    IpAddressType: 'ipv4',
  };
}

export function attributesShape(attributes: Attributes): { Attributes: { Key: string; Value: string }[] } {
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
}
