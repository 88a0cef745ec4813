import type { OperationDefinition } from '../../service.js';
import { codeDeployError } from '../errors.js';
import { oneOf, optionalText } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { isOver } from '../state.js';
import { deploymentOf, type World } from '../world.js';

/** ContinueDeployment: only blue/green deployments wait for it, so an in-place one always refuses. */
export const continueDeployment = (world: World): OperationDefinition => ({
  action: 'codedeploy:ContinueDeployment',
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    oneOf(
      optionalText(input, 'deploymentWaitType') ?? 'READY_WAIT',
      ['READY_WAIT', 'TERMINATION_WAIT'],
      'InvalidDeploymentWaitType',
    );
    if (isOver(deployment))
      throw codeDeployError('DeploymentAlreadyCompleted', `The deployment ${deployment.id} is already completed`);
    throw codeDeployError('UnsupportedActionForDeploymentType', 'Only blue/green deployments can be continued');
  },
});
