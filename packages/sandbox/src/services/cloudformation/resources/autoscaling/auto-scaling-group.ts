import { flag, record, records, text, texts, asQuery, pick, unlessGone } from '../read.js';
import { isRecord, type JsonRecord } from '../../template/json.js';
import { generatedName } from '../names.js';
import type { ResourceContext, ResourceType } from '../resource-type.js';
import { tagChanges } from '../tags.js';

const SIZES = ['DesiredCapacity', 'MaxSize', 'MinSize'];
const PLAIN = [
  ...['AvailabilityZones', 'HealthCheckGracePeriod', 'HealthCheckType', 'LaunchConfigurationName', 'LaunchTemplate'],
  ...['NewInstancesProtectedFromScaleIn', 'TerminationPolicies'],
];
/** Kept, without effect in the sandbox. */
const KEPT = [
  'CapacityRebalance',
  'DefaultInstanceWarmup',
  'MaxInstanceLifetime',
  'MetricsCollection',
  'ServiceLinkedRoleARN',
];

interface Described {
  readonly AutoScalingGroups: readonly { readonly AutoScalingGroupARN: string }[];
}

export const autoScalingGroup: ResourceType = {
  type: 'AWS::AutoScaling::AutoScalingGroup',
  required: ['MaxSize', 'MinSize'],
  properties: [
    ...[...SIZES, ...PLAIN, ...KEPT, 'AutoScalingGroupName', 'Cooldown', 'LifecycleHookSpecificationList'],
    ...['Tags', 'TargetGroupARNs', 'VPCZoneIdentifier'],
  ],
  replacedBy: ['AutoScalingGroupName'],
  attributes: ['AutoScalingGroupARN'],
  namedBy: 'AutoScalingGroupName',
  tags: 'propagated',
  async create(properties, context) {
    const name = text(properties, 'AutoScalingGroupName') ?? generatedName(context, 255);
    await context.ask('autoscaling', 'CreateAutoScalingGroup', {
      ...settings(properties, [...SIZES, ...PLAIN]),
      ...asQuery(pick(properties, ['LifecycleHookSpecificationList', 'Tags', 'TargetGroupARNs'])),
      AutoScalingGroupName: name,
    });
    context.made(name);
    const answer = await describe(context, name);
    const AutoScalingGroupARN = answer.AutoScalingGroups[0]?.AutoScalingGroupARN ?? '';
    return { physicalId: name, attributes: { AutoScalingGroupARN } };
  },
  async update({ physicalId, properties, wanted, changed, policy }, context) {
    const AutoScalingGroupName = physicalId;
    // Sizes that the template does not change are sent all the same, unless the group's UpdatePolicy leaves them alone.
    const ignoring = flag(record(policy, 'AutoScalingScheduledAction'), 'IgnoreUnmodifiedGroupSizeProperties') ?? false;
    const sizes = ignoring ? SIZES.filter((name) => changed.includes(name)) : SIZES;
    if (changed.some((name) => name !== 'Tags' && name !== 'TargetGroupARNs')) {
      const input = { ...settings(wanted, [...sizes, ...PLAIN]), AutoScalingGroupName };
      await context.ask('autoscaling', 'UpdateAutoScalingGroup', input);
    }
    if (changed.includes('TargetGroupARNs')) {
      const [old, next] = [texts(properties, 'TargetGroupARNs'), texts(wanted, 'TargetGroupARNs')];
      const [gone, added] = [old.filter((arn) => !next.includes(arn)), next.filter((arn) => !old.includes(arn))];
      const ask = (operation: string, TargetGroupARNs: string[]) =>
        context.ask('autoscaling', operation, { AutoScalingGroupName, TargetGroupARNs });
      if (added.length > 0) await ask('AttachLoadBalancerTargetGroups', added);
      if (gone.length > 0) await ask('DetachLoadBalancerTargetGroups', gone);
    }
    if (changed.includes('Tags')) await changeTags(context, physicalId, properties, wanted);
    if (changed.includes('LifecycleHookSpecificationList')) await changeHooks(context, physicalId, properties, wanted);
    return {};
  },
  async remove({ physicalId }, context) {
    const input = { AutoScalingGroupName: physicalId, ForceDelete: 'true' };
    if ((await describe(context, physicalId)).AutoScalingGroups.length === 0) return;
    await unlessGone(context.ask('autoscaling', 'DeleteAutoScalingGroup', input), ['ValidationError']);
    // Its instances drain and end first.
    while ((await describe(context, physicalId)).AutoScalingGroups.length > 0) {
      await context.clock.sleep(1_000, context.signal);
    }
  },
};

function describe(context: ResourceContext, name: string): Promise<Described> {
  return context.ask('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] });
}

/** Members of the API that are spelled otherwise in templates. */
function settings(properties: JsonRecord, names: readonly string[]) {
  const zones = texts(properties, 'VPCZoneIdentifier').join(',');
  const template = properties['LaunchTemplate'];
  return asQuery({
    ...pick(properties, names),
    ...(properties['Cooldown'] !== undefined && { DefaultCooldown: properties['Cooldown'] }),
    ...(zones !== '' && { VPCZoneIdentifier: zones }),
    ...(template !== undefined && isRecord(template) && { LaunchTemplate: template }),
  });
}

async function changeTags(
  context: ResourceContext,
  name: string,
  before: JsonRecord,
  after: JsonRecord,
): Promise<void> {
  const { set, gone } = tagChanges(before, after);
  const of = { ResourceId: name, ResourceType: 'auto-scaling-group' };
  if (gone.length > 0) {
    await context.ask('autoscaling', 'DeleteTags', { Tags: gone.map((Key) => ({ ...of, Key })) });
  }
  if (set.length > 0) {
    await context.ask('autoscaling', 'CreateOrUpdateTags', asQuery({ Tags: set.map((tag) => ({ ...of, ...tag })) }));
  }
}

async function changeHooks(
  context: ResourceContext,
  name: string,
  before: JsonRecord,
  after: JsonRecord,
): Promise<void> {
  const AutoScalingGroupName = name;
  const hooks = (properties: JsonRecord) => records(properties, 'LifecycleHookSpecificationList');
  const names = hooks(after).map((hook) => text(hook, 'LifecycleHookName'));
  for (const hook of hooks(before)) {
    const LifecycleHookName = text(hook, 'LifecycleHookName') ?? '';
    if (names.includes(LifecycleHookName)) continue;
    await context.ask('autoscaling', 'DeleteLifecycleHook', { AutoScalingGroupName, LifecycleHookName });
  }
  for (const hook of hooks(after)) {
    await context.ask('autoscaling', 'PutLifecycleHook', asQuery({ AutoScalingGroupName, ...hook }));
  }
}
