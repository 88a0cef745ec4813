import type { OperationDefinition, WireInput } from '../../service.js';
import { groupArn } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { page } from '../paging.js';
import { oneOf, optionalNumber, optionalRecord, optionalText, optionalTexts } from '../read-input.js';
import { applicationName, groupName } from '../read-names.js';
import type { Deployment, DeploymentStatus } from '../state.js';
import { groupOf, type World } from '../world.js';

const STATUSES: readonly DeploymentStatus[] = [
  'Created',
  'Queued',
  'InProgress',
  'Baking',
  'Succeeded',
  'Failed',
  'Stopped',
  'Ready',
];

/** ListDeployments, newest first. Application and group come together or not at all (contract T2). */
export const listDeployments = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListDeployments',
  resources(input, call) {
    const application = optionalText(input, 'applicationName');
    const group = optionalText(input, 'deploymentGroupName');
    if (application && group) return [groupArn(call, application, group)];
    return [`arn:aws:codedeploy:${call.region}:${call.account}:deploymentgroup:*`];
  },
  handle(input) {
    const statuses = (optionalTexts(input, 'includeOnlyStatuses') ?? []).map((status) =>
      oneOf(status, STATUSES, 'InvalidDeploymentStatus'),
    );
    const inTime = createdWithin(input);
    const wanted = ofGroup(world, input)
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .filter(inTime)
      .map(({ id }) => id)
      .reverse();
    const { items, nextToken } = page(input, wanted, (id) => id);
    return { deployments: items, nextToken };
  },
});

function ofGroup(world: World, input: WireInput): readonly Deployment[] {
  const named = optionalText(input, 'applicationName') ?? optionalText(input, 'deploymentGroupName');
  if (named === undefined) return world.state.deployments;
  const { id } = groupOf(world, applicationName(input), groupName(input));
  return world.state.deployments.filter(({ groupId }) => groupId === id);
}

/** Both ends count; times come as epoch seconds. */
function createdWithin(input: WireInput): (deployment: Deployment) => boolean {
  const range = optionalRecord(input, 'createTimeRange') ?? {};
  const start = optionalNumber(range, 'start') ?? -Infinity;
  const end = optionalNumber(range, 'end') ?? Infinity;
  if (start > end) throw codeDeployError('InvalidTimeRange', 'The start of the time range is after its end');
  return ({ createTime }) => createTime >= start * 1_000 && createTime <= end * 1_000;
}
