import type { OperationDefinition } from '../../service.js';
import { codeDeployError } from '../errors.js';
import { page } from '../paging.js';
import { oneOf, optionalRecord, optionalTexts } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { TARGET_STATUSES, targetsOf } from '../targets.js';
import { deploymentOf, type World } from '../world.js';

/** ListDeploymentTargets with the TargetStatus filter. */
export const listDeploymentTargets = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListDeploymentTargets',
  handle(input) {
    const targets = targetsOf(deploymentOf(world, deploymentId(input)));
    const filters = optionalRecord(input, 'targetFilters') ?? {};
    for (const name of Object.keys(filters))
      oneOf(name, ['TargetStatus', 'ServerInstanceLabel'], 'InvalidTargetFilterName');
    if (optionalTexts(filters, 'ServerInstanceLabel')?.length) {
      throw codeDeployError('InvalidDeploymentInstanceType', 'Instances have labels in blue/green deployments only');
    }
    const statuses = (optionalTexts(filters, 'TargetStatus') ?? []).map((status) =>
      oneOf(status, TARGET_STATUSES, 'InvalidInstanceStatus'),
    );
    const wanted = targets
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .map(({ id }) => id);
    const { items, nextToken } = page(input, wanted, (id) => id);
    return { targetIds: items, nextToken };
  },
});
