import type { OperationDefinition } from '../../service.js';
import { requiredText } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { showTarget } from '../show-target.js';
import { targetOf, targetsOf } from '../targets.js';
import { deploymentOf, type World } from '../world.js';

export const getDeploymentTarget = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetDeploymentTarget',
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    const id = requiredText(input, 'targetId', 'DeploymentTargetIdRequired', 'The target id is missing');
    targetsOf(deployment);
    return {
      deploymentTarget: showTarget(world, deployment, targetOf(deployment, id, 'DeploymentTargetDoesNotExist')),
    };
  },
});
