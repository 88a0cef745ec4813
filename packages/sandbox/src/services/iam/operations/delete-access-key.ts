import type { OperationDefinition } from '../../service.js';
import { accessKeyOf } from '../access-key.js';
import { onHolder } from '../lookup.js';
import type { World } from '../world.js';

export const deleteAccessKey = (world: World): OperationDefinition => ({
  action: 'iam:DeleteAccessKey',
  resources: onHolder(world, 'User'),
  handle(input, call) {
    const { id } = accessKeyOf(world, input, call);
    world.state.accessKeys.delete(id);
    world.credentials.forget(id);
    return undefined;
  },
});
