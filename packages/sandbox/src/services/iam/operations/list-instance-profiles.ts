import type { OperationDefinition } from '../../service.js';
import { iamPage, underPath } from '../iam-page.js';
import { showInstanceProfile } from '../show.js';
import type { World } from '../world.js';

export const listInstanceProfiles = (world: World): OperationDefinition => ({
  action: 'iam:ListInstanceProfiles',
  handle(input) {
    const { items, rest } = iamPage(underPath(world.state.instanceProfiles.values(), input), input);
    return { InstanceProfiles: items.map((profile) => showInstanceProfile(world, profile)), ...rest };
  },
});
