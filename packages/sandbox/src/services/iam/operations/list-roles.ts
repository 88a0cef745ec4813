import type { OperationDefinition } from '../../service.js';
import { iamPage, underPath } from '../iam-page.js';
import { showRole } from '../show.js';
import type { World } from '../world.js';

export const listRoles = (world: World): OperationDefinition => ({
  action: 'iam:ListRoles',
  handle(input) {
    const { items, rest } = iamPage(underPath(world.state.roles.values(), input), input);
    // As in AWS, a list leaves tags out.
    return { Roles: items.map((role) => ({ ...showRole(role), Tags: undefined })), ...rest };
  },
});
