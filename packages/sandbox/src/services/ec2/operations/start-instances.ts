import type { OperationDefinition } from '../../service.js';
import { changeState } from '../change-state.js';
import { requiredInstances } from '../find-instances.js';
import { refuseUnless } from '../refuse-state.js';
import { onInstances, type World } from '../world.js';

/** StartInstances: brings the installed application up again. */
export const startInstances = (world: World): OperationDefinition => ({
  action: 'ec2:StartInstances',
  resources: onInstances,
  handle(input) {
    const instances = requiredInstances(world, input);
    refuseUnless(instances, ['pending', 'running', 'stopped'], 'started');
    return changeState(world, instances, (id) => world.hosts.start(id));
  },
});
