import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { acceptKey } from '../accept-key.js';
import { accessKeyOf } from '../access-key.js';
import { constraintError } from '../errors.js';
import { onHolder } from '../lookup.js';
import type { World } from '../world.js';

/** UpdateAccessKey: an inactive pair is refused like one that was never made. */
export const updateAccessKey = (world: World): OperationDefinition => ({
  action: 'iam:UpdateAccessKey',
  resources: onHolder(world, 'User'),
  handle(input, call) {
    const key = accessKeyOf(world, input, call);
    const status = requiredText(input, 'Status');
    if (status !== 'Active' && status !== 'Inactive') {
      throw constraintError(status, 'status', 'Member must satisfy enum value set: [Active, Inactive]');
    }
    key.status = status;
    acceptKey(world, key);
    return undefined;
  },
});
