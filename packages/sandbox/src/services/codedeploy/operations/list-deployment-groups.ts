import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { page } from '../paging.js';
import { applicationName } from '../read-names.js';
import { applicationOf, type World } from '../world.js';

export const listDeploymentGroups = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListDeploymentGroups',
  resources: onApplication,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const { items, nextToken } = page(input, Object.keys(application.groups).sort(), (name) => name);
    return { applicationName: application.name, deploymentGroups: items, nextToken };
  },
});
