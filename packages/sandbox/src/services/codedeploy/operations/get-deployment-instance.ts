import type { OperationDefinition } from '../../service.js';
import { onDeployment } from '../arns.js';
import { requiredText } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { showInstance } from '../show-target.js';
import { targetOf } from '../targets.js';
import { deploymentOf, type World } from '../world.js';

export const getDeploymentInstance = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetDeploymentInstance',
  resources: onDeployment(world),
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    const id = requiredText(input, 'instanceId', 'InstanceIdRequired', 'The instance id is missing');
    return { instanceSummary: showInstance(world, deployment, targetOf(deployment, id, 'InstanceDoesNotExist')) };
  },
});
