import type { OperationDefinition } from '../../service.js';
import { codeDeployError } from '../errors.js';
import { deploymentId } from '../read-names.js';
import { isOver } from '../state.js';
import { deploymentOf, type World } from '../world.js';

/** SkipWaitTimeForInstanceTermination: in-place deployments terminate nothing. */
export const skipWaitTimeForInstanceTermination = (world: World): OperationDefinition => ({
  action: 'codedeploy:SkipWaitTimeForInstanceTermination',
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    if (isOver(deployment))
      throw codeDeployError('DeploymentAlreadyCompleted', `The deployment ${deployment.id} is already completed`);
    throw codeDeployError(
      'UnsupportedActionForDeploymentType',
      'Only blue/green deployments wait before they terminate instances',
    );
  },
});
