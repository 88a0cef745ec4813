import type { OperationDefinition } from '../../service.js';
import { onDeployment } from '../arns.js';
import { deploymentId } from '../read-names.js';
import { showDeployment } from '../show.js';
import { deploymentOf, type World } from '../world.js';

export const getDeployment = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetDeployment',
  resources: onDeployment(world),
  handle: (input) => ({ deploymentInfo: showDeployment(deploymentOf(world, deploymentId(input))) }),
});
