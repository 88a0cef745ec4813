import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { deleteConflict } from '../errors.js';
import { onHolder, userNamed } from '../lookup.js';
import { refuseWithPolicies } from '../refuse-with-policies.js';
import type { World } from '../world.js';

export const deleteUser = (world: World): OperationDefinition => ({
  action: 'iam:DeleteUser',
  resources: onHolder(world, 'User'),
  handle(input) {
    const user = userNamed(world, requiredText(input, 'UserName'));
    if ([...world.state.accessKeys.values()].some(({ userName }) => userName === user.name)) {
      throw deleteConflict('entity, must delete access keys first.');
    }
    refuseWithPolicies(user);
    world.state.users.delete(user.name);
    return undefined;
  },
});
