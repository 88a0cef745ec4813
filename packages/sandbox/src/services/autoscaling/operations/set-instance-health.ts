import type { OperationDefinition } from '../../service.js';
import { onGroupOfInstance } from '../arns.js';
import { requiredText } from '../read-query.js';
import { memberOf, validationError, type World } from '../world.js';

/** SetInstanceHealth: an instance said to be unhealthy is replaced. */
export const setInstanceHealth = (world: World): OperationDefinition => ({
  action: 'autoscaling:SetInstanceHealth',
  resources: onGroupOfInstance(world),
  handle(input) {
    const { group, member } = memberOf(world, requiredText(input, 'InstanceId'));
    const health = requiredText(input, 'HealthStatus');
    if (health !== 'Healthy' && health !== 'Unhealthy')
      throw validationError('Valid instance health states are: [Healthy, Unhealthy].');
    member.health = health;
    world.changed(group);
    return undefined;
  },
});
