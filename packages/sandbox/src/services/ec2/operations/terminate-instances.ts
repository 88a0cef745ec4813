import type { OperationDefinition } from '../../service.js';
import { changeState } from '../change-state.js';
import { requiredInstances } from '../find-instances.js';
import { onInstances, type World } from '../world.js';

/** TerminateInstances: a terminated instance may be named again. */
export const terminateInstances = (world: World): OperationDefinition => ({
  action: 'ec2:TerminateInstances',
  resources: onInstances,
  handle(input) {
    const instances = requiredInstances(world, input);
    return changeState(world, instances, (id) => world.hosts.terminate(id));
  },
});
