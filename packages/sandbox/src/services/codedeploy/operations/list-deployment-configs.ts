import type { OperationDefinition } from '../../service.js';
import { page } from '../paging.js';
import type { World } from '../world.js';

export const listDeploymentConfigs = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListDeploymentConfigs',
  handle(input) {
    const { items, nextToken } = page(input, Object.keys(world.state.configs).sort(), (name) => name);
    return { deploymentConfigsList: items, nextToken };
  },
});
