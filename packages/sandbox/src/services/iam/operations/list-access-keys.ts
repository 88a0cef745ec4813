import type { OperationDefinition } from '../../service.js';
import { iamPage } from '../iam-page.js';
import { onHolder, userOrCaller } from '../lookup.js';
import type { World } from '../world.js';

/** ListAccessKeys; secrets are shown only once, when a key is made. */
export const listAccessKeys = (world: World): OperationDefinition => ({
  action: 'iam:ListAccessKeys',
  resources: onHolder(world, 'User'),
  handle(input, call) {
    const user = userOrCaller(world, input, call);
    const held = [...world.state.accessKeys.values()].filter(({ userName }) => userName === user.name);
    const { items, rest } = iamPage(held, input);
    const AccessKeyMetadata = items.map(({ id, status, createdAt }) => ({
      UserName: user.name,
      AccessKeyId: id,
      Status: status,
      CreateDate: new Date(createdAt),
    }));
    return { AccessKeyMetadata, ...rest };
  },
});
