import type { OperationDefinition } from '../../service.js';
import { page } from '../paging.js';
import type { World } from '../world.js';

export const listApplications = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListApplications',
  handle(input) {
    const { items, nextToken } = page(input, Object.keys(world.state.applications).sort(), (name) => name);
    return { applications: items, nextToken };
  },
});
