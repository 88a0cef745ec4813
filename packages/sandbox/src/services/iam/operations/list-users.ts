import type { OperationDefinition } from '../../service.js';
import { iamPage, underPath } from '../iam-page.js';
import { showUser } from '../show.js';
import type { World } from '../world.js';

export const listUsers = (world: World): OperationDefinition => ({
  action: 'iam:ListUsers',
  handle(input) {
    const { items, rest } = iamPage(underPath(world.state.users.values(), input), input);
    return { Users: items.map((user) => ({ ...showUser(user), Tags: undefined })), ...rest };
  },
});
