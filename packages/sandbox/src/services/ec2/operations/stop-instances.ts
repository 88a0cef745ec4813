import type { OperationDefinition } from '../../service.js';
import { changeState } from '../change-state.js';
import { requiredInstances } from '../find-instances.js';
import { refuseUnless } from '../refuse-state.js';
import { onInstances, type World } from '../world.js';

/** StopInstances. */
export const stopInstances = (world: World): OperationDefinition => ({
  action: 'ec2:StopInstances',
  resources: onInstances,
  handle(input) {
    const instances = requiredInstances(world, input);
    refuseUnless(instances, ['pending', 'running', 'stopping', 'stopped'], 'stopped');
    return changeState(world, instances, (id) => world.hosts.stop(id));
  },
});
