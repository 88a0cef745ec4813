import type { OperationDefinition } from '../../service.js';
import { onConfig } from '../arns.js';
import { configName } from '../read-names.js';
import { showConfig } from '../show.js';
import { configOf, type World } from '../world.js';

export const getDeploymentConfig = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetDeploymentConfig',
  resources: onConfig,
  handle: (input) => ({ deploymentConfigInfo: showConfig(configOf(world, configName(input))) }),
});
