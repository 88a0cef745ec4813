import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { oneOf, optionalRecord, optionalRecords, optionalText } from './read-input.js';

/** Whether `deploymentStyle` asks for traffic control; undefined when absent. @throws InvalidDeploymentStyle */
export function readTrafficControl(input: WireInput): boolean | undefined {
  const style = optionalRecord(input, 'deploymentStyle');
  if (!style) return undefined;
  const type = oneOf(
    optionalText(style, 'deploymentType') ?? 'IN_PLACE',
    ['IN_PLACE', 'BLUE_GREEN'],
    'InvalidDeploymentStyle',
  );
  if (type === 'BLUE_GREEN') {
    throw codeDeployError(
      'InvalidDeploymentStyle',
      "The sandbox's CodeDeploy does not implement the deployment type BLUE_GREEN; use IN_PLACE",
    );
  }
  const option = optionalText(style, 'deploymentOption') ?? 'WITHOUT_TRAFFIC_CONTROL';
  return (
    oneOf(option, ['WITH_TRAFFIC_CONTROL', 'WITHOUT_TRAFFIC_CONTROL'], 'InvalidDeploymentStyle') ===
    'WITH_TRAFFIC_CONTROL'
  );
}

/** Names in `loadBalancerInfo`; undefined when absent. @throws InvalidLoadBalancerInfo */
export function readTargetGroups(input: WireInput): string[] | undefined {
  const info = optionalRecord(input, 'loadBalancerInfo');
  if (!info) return undefined;
  if (optionalRecords(info, 'elbInfoList')?.length || optionalRecords(info, 'targetGroupPairInfoList')?.length) {
    throw codeDeployError('InvalidLoadBalancerInfo', 'The sandbox knows target groups only: use targetGroupInfoList');
  }
  return (optionalRecords(info, 'targetGroupInfoList') ?? []).map((entry) => {
    const name = optionalText(entry, 'name');
    if (!name) throw codeDeployError('InvalidLoadBalancerInfo', 'A target group has no name');
    return name;
  });
}
