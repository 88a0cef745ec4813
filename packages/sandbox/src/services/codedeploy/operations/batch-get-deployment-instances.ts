import type { OperationDefinition } from '../../service.js';
import { onDeployment } from '../arns.js';
import { atMost } from '../batch.js';
import { codeDeployError } from '../errors.js';
import { optionalTexts } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { showInstance } from '../show-target.js';
import { findTarget } from '../targets.js';
import { deploymentOf, type World } from '../world.js';

/** BatchGetDeploymentInstances: instances that took no part are left out and named in errorMessage. */
export const batchGetDeploymentInstances = (world: World): OperationDefinition => ({
  action: 'codedeploy:BatchGetDeploymentInstances',
  resources: onDeployment(world),
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    const ids = atMost(100, optionalTexts(input, 'instanceIds') ?? []);
    if (ids.length === 0) throw codeDeployError('InstanceIdRequired', 'The instance id is missing');
    const missing = ids.filter((id) => !findTarget(deployment, id));
    return {
      instancesSummary: ids.flatMap((id) => {
        const target = findTarget(deployment, id);
        return target ? [showInstance(world, deployment, target)] : [];
      }),
      errorMessage: missing.length > 0 ? `Not part of the deployment: ${missing.join(', ')}` : '',
    };
  },
});
