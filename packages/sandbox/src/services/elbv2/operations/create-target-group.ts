import { AwsError, type WireInput } from '../../service.js';
import { prefix, targetGroupArn } from '../arns.js';
import { initialAttributes } from '../attributes/catalogue.js';
import { TARGET_GROUP_ATTRIBUTES } from '../attributes/target-group.js';
import type { ElbContext, Operation } from '../context.js';
import { notInSandbox, validationError } from '../errors.js';
import { DEFAULT_HEALTH_CHECK, parseHealthCheck } from '../health-check.js';
import { choice, integer, requiredText, text } from '../input.js';
import { checkName } from '../names.js';
import { targetGroupShape } from '../shapes.js';
import type { TargetGroupRecord } from '../state.js';
import { addTags, parseTags } from '../tags.js';

/** Contract B9: the same settings again return the existing group, others are DuplicateTargetGroupName. */
export const createTargetGroup: Operation<{ TargetGroups: ReturnType<typeof targetGroupShape>[] }> = {
  resources: (input, call) => [`${prefix(call)}targetgroup/${text(input, 'Name') ?? '*'}/*`],
  handle(elb, input) {
    const settings = parseSettings(elb, input);
    const tags = parseTags(input);
    const existing = [...elb.state.targetGroups.values()].find((group) => group.name === settings.name);
    if (existing) {
      if (settingsText(existing) !== settingsText(settings)) {
        const message = `A target group with the same name '${settings.name}' exists, but with different settings`;
        throw new AwsError('DuplicateTargetGroupName', message);
      }
      return { TargetGroups: [targetGroupShape(elb, existing)] };
    }
    const limit = elb.quotas['target-groups'];
    if (elb.state.targetGroups.size >= limit) {
      throw new AwsError('TooManyTargetGroups', `You can have at most '${limit}' target groups per region`);
    }
    const group: TargetGroupRecord = {
      ...settings,
      arn: targetGroupArn(elb, settings.name),
      attributes: initialAttributes(TARGET_GROUP_ATTRIBUTES),
      targets: [],
    };
    addTags(elb, group.arn, tags);
    elb.state.targetGroups.set(group.arn, group);
    elb.mirror.groupChanged(group);
    return { TargetGroups: [targetGroupShape(elb, group)] };
  },
};

type Settings = Omit<TargetGroupRecord, 'arn' | 'attributes' | 'targets'>;

function parseSettings(elb: ElbContext, input: WireInput): Settings {
  const name = checkName('Target group', requiredText(input, 'Name'));
  const targetType = choice(input, 'TargetType', ['instance', 'ip', 'lambda', 'alb'] as const) ?? 'instance';
  if (targetType === 'lambda' || targetType === 'alb') throw notInSandbox(`target groups of type '${targetType}'`);
  const protocol = text(input, 'Protocol');
  if (protocol === undefined) throw validationError('A protocol must be specified');
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') throw notInSandbox(`target groups with protocol '${protocol}'`);
  const version = text(input, 'ProtocolVersion') ?? 'HTTP1';
  if (version !== 'HTTP1') throw notInSandbox(`target groups with protocol version '${version}'`);
  if (text(input, 'IpAddressType') === 'ipv6') throw notInSandbox('IPv6 target groups');
  if (text(input, 'TargetControlPort') !== undefined) throw notInSandbox('the target optimizer (TargetControlPort)');
  const port = integer(input, 'Port', 1, 65_535);
  if (port === undefined) throw validationError('A port must be specified');
  return {
    name,
    protocol,
    port,
    vpcId: text(input, 'VpcId') ?? elb.vpcId,
    targetType,
    healthCheck: parseHealthCheck(input, { ...DEFAULT_HEALTH_CHECK, protocol }),
  };
}

function settingsText(group: Settings): string {
  const { name, protocol, port, vpcId, targetType, healthCheck } = group;
  return JSON.stringify([name, protocol, port, vpcId, targetType, healthCheck]);
}
