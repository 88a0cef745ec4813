import type { AccessKey } from './state.js';
import type { World } from './world.js';

/** Signatures with the pair are taken while it is active; each call is judged by its user's policies. */
export function acceptKey({ state, credentials }: World, { id, secret, userName, status }: AccessKey): void {
  const user = state.users.get(userName);
  if (!user || status === 'Inactive') {
    credentials.forget(id);
    return;
  }
  credentials.accept({
    accessKeyId: id,
    secretAccessKey: secret,
    callerArn: user.arn,
    userId: user.id,
    principal: { kind: 'user', arn: user.arn },
  });
}
