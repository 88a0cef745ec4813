import { randomBytes } from 'node:crypto';
import { randomText } from '../../../signature/credentials.js';
import type { OperationDefinition } from '../../service.js';
import { acceptKey } from '../accept-key.js';
import { limitExceeded } from '../errors.js';
import { onHolder, userOrCaller } from '../lookup.js';
import type { AccessKey } from '../state.js';
import type { World } from '../world.js';

const MOST_KEYS = 2;

/** CreateAccessKey: signatures with the pair are taken from then on. */
export const createAccessKey = (world: World): OperationDefinition => ({
  action: 'iam:CreateAccessKey',
  resources: onHolder(world, 'User'),
  handle(input, call) {
    const { state, now } = world;
    const user = userOrCaller(world, input, call);
    const held = [...state.accessKeys.values()].filter(({ userName }) => userName === user.name);
    if (held.length >= MOST_KEYS) throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
    const key: AccessKey = {
      ...{ id: `AKIA${randomText(16)}`, secret: randomBytes(30).toString('base64') },
      ...{ userName: user.name, createdAt: now(), status: 'Active' },
    };
    state.accessKeys.set(key.id, key);
    acceptKey(world, key);
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.id,
        Status: key.status,
        SecretAccessKey: key.secret,
        CreateDate: new Date(key.createdAt),
      },
    };
  },
});
