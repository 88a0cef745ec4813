import type { OperationDefinition } from '../../service.js';
import { onDeployment } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { page } from '../paging.js';
import { oneOf, optionalTexts } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { TARGET_STATUSES, targetsOf } from '../targets.js';
import { deploymentOf, type World } from '../world.js';

/** ListDeploymentInstances: ids as plain text (contract T3). */
export const listDeploymentInstances = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListDeploymentInstances',
  resources: onDeployment(world),
  handle(input) {
    const targets = targetsOf(deploymentOf(world, deploymentId(input)));
    const statuses = (optionalTexts(input, 'instanceStatusFilter') ?? []).map((status) =>
      oneOf(status, TARGET_STATUSES, 'InvalidInstanceStatus'),
    );
    if (optionalTexts(input, 'instanceTypeFilter')?.length) {
      throw codeDeployError(
        'InvalidDeploymentInstanceType',
        'An instance type filter is for blue/green deployments only',
      );
    }
    const wanted = targets
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .map(({ id }) => id);
    const { items, nextToken } = page(input, wanted, (id) => id);
    return { instancesList: items, nextToken };
  },
});
