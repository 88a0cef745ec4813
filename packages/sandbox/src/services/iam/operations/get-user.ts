import type { OperationDefinition } from '../../service.js';
import { onHolder, userOrCaller } from '../lookup.js';
import { showUser } from '../show.js';
import type { World } from '../world.js';

/** GetUser; of the caller where no name is given. */
export const getUser = (world: World): OperationDefinition => ({
  action: 'iam:GetUser',
  resources: onHolder(world, 'User'),
  handle: (input, call) => ({ User: showUser(userOrCaller(world, input, call)) }),
});
