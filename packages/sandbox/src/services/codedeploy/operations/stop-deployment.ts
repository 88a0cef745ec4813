import type { OperationDefinition } from '../../service.js';
import { rollsBackOn } from '../engine/rolls-back-on.js';
import { codeDeployError } from '../errors.js';
import { optionalFlag } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { isOver } from '../state.js';
import { deploymentOf, type World } from '../world.js';

/** StopDeployment: starts no further event and leaves running scripts alone (contract C12). */
export const stopDeployment = (world: World): OperationDefinition => ({
  action: 'codedeploy:StopDeployment',
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    if (isOver(deployment))
      throw codeDeployError('DeploymentAlreadyCompleted', `The deployment ${deployment.id} is already completed`);
    const rollback =
      optionalFlag(input, 'autoRollbackEnabled') ?? rollsBackOn(deployment.autoRollback, 'DEPLOYMENT_STOP_ON_REQUEST');
    deployment.stop = { ...deployment.stop, rollback };
    world.changed();
    const busy = deployment.targets?.some(({ status }) => status === 'InProgress') ?? false;
    return busy
      ? { status: 'Pending', statusMessage: 'Scripts that are running are allowed to end; nothing else is started' }
      : {
          status: 'Succeeded',
          statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
        };
  },
});
