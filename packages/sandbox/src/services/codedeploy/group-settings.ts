import { randomUUID } from 'node:crypto';
import type { TagFilter } from '../../hosts/instance.js';
import type { WireInput } from '../service.js';
import { readAlarms } from './alarm-settings.js';
import { readAutoRollback } from './auto-rollback.js';
import { codeDeployError } from './errors.js';
import { oneOf, optionalFlag, optionalRecord, optionalRecords, optionalText, optionalTexts } from './read-input.js';
import type { GroupSettings } from './state.js';
import { readTargetGroups, readTrafficControl } from './traffic-settings.js';
import { configOf, type World } from './world.js';

const MAX_PER_GROUP = 10;

/** Reads what the caller sets; what is absent stays as in `former`. @throws the error CodeDeploy names for the member */
export function readGroupSettings(
  world: World,
  groupName: string,
  input: WireInput,
  former: GroupSettings,
): GroupSettings {
  refuseUnsupported(input);
  const configName = optionalText(input, 'deploymentConfigName') ?? former.configName;
  configOf(world, configName);
  const settings: GroupSettings = {
    configName,
    serviceRoleArn: readRole(input, former),
    autoScalingGroups: readAutoScalingGroups(world, groupName, input, former),
    ec2TagFilters: readFilters(input, 'ec2TagFilters') ?? former.ec2TagFilters,
    ec2TagSet: readTagSet(input) ?? former.ec2TagSet,
    trafficControl: readTrafficControl(input) ?? former.trafficControl,
    targetGroups: readTargetGroups(input) ?? former.targetGroups,
    autoRollback: readAutoRollback(input) ?? former.autoRollback,
    alarmConfiguration: readAlarms(input, 'alarmConfiguration') ?? former.alarmConfiguration,
    triggerConfigurations: optionalRecords(input, 'triggerConfigurations') ?? former.triggerConfigurations,
    outdatedInstancesStrategy: oneOf(
      optionalText(input, 'outdatedInstancesStrategy') ?? former.outdatedInstancesStrategy,
      ['UPDATE', 'IGNORE'],
      'InvalidInput',
    ),
    terminationHookEnabled: optionalFlag(input, 'terminationHookEnabled') ?? former.terminationHookEnabled,
  };
  if (settings.ec2TagFilters.length > 0 && settings.ec2TagSet.length > 0) {
    throw codeDeployError('InvalidEC2TagCombination', 'ec2TagFilters and ec2TagSet cannot be used together');
  }
  if (settings.trafficControl && settings.targetGroups.length === 0) {
    throw codeDeployError('InvalidLoadBalancerInfo', 'WITH_TRAFFIC_CONTROL needs a target group in loadBalancerInfo');
  }
  return settings;
}

export const NEW_GROUP: GroupSettings = {
  configName: 'CodeDeployDefault.OneAtATime',
  serviceRoleArn: '',
  autoScalingGroups: [],
  ec2TagFilters: [],
  ec2TagSet: [],
  trafficControl: false,
  targetGroups: [],
  autoRollback: null,
  alarmConfiguration: undefined,
  triggerConfigurations: [],
  outdatedInstancesStrategy: 'UPDATE',
  terminationHookEnabled: false,
};

/** Refused by name, so that nobody takes silence for support. Listed among the known gaps. */
function refuseUnsupported(input: WireInput): void {
  for (const member of ['onPremisesInstanceTagFilters', 'ecsServices', 'blueGreenDeploymentConfiguration']) {
    const value = input[member];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    throw codeDeployError('InvalidInput', `The sandbox's CodeDeploy does not implement ${member}`);
  }
}

function readRole(input: WireInput, former: GroupSettings): string {
  const role = optionalText(input, 'serviceRoleArn') ?? former.serviceRoleArn;
  if (!role) throw codeDeployError('RoleRequired', 'The service role ARN is missing');
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(role)) {
    throw codeDeployError('InvalidRole', `${role} is not the ARN of a role that CodeDeploy can assume`);
  }
  return role;
}

function readAutoScalingGroups(
  world: World,
  groupName: string,
  input: WireInput,
  former: GroupSettings,
): GroupSettings['autoScalingGroups'] {
  const names = optionalTexts(input, 'autoScalingGroups');
  if (!names) return former.autoScalingGroups;
  const missing = names.filter((name) => !world.groups.exists(name));
  if (missing.length > 0 || names.length > MAX_PER_GROUP) {
    throw codeDeployError(
      'InvalidAutoScalingGroup',
      missing.length > 0
        ? `No Auto Scaling group found for name: ${missing.join(', ')}`
        : `At most ${MAX_PER_GROUP} Auto Scaling groups`,
    );
  }
  return names.map(
    (name) =>
      former.autoScalingGroups.find((known) => known.name === name) ?? {
        name,
        hook: `CodeDeploy-managed-automatic-launch-deployment-hook-${groupName}-${randomUUID()}`,
      },
  );
}

function readFilters(input: WireInput, member: string): TagFilter[] | undefined {
  return optionalRecords(input, member)?.map(readFilter);
}

function readFilter(filter: WireInput): TagFilter {
  const Key = optionalText(filter, 'Key');
  const Value = optionalText(filter, 'Value');
  const Type = oneOf(
    optionalText(filter, 'Type') ?? 'KEY_AND_VALUE',
    ['KEY_ONLY', 'VALUE_ONLY', 'KEY_AND_VALUE'],
    'InvalidEC2Tag',
  );
  if (Key === undefined && Type !== 'VALUE_ONLY') throw codeDeployError('InvalidEC2Tag', 'A tag filter needs a key');
  return { Key, Value, Type };
}

function readTagSet(input: WireInput): TagFilter[][] | undefined {
  const set = optionalRecord(input, 'ec2TagSet');
  if (!set) return undefined;
  const lists = Array.isArray(set['ec2TagSetList']) ? set['ec2TagSetList'] : [];
  return lists.map((list, index) => readFilters({ [index]: list }, String(index)) ?? []);
}
