import { requiredText } from '../../protocols/input-values.js';
import type { CallContext, WireInput } from '../service.js';
import { noSuchEntity } from './errors.js';
import { userOrCaller } from './lookup.js';
import type { AccessKey } from './state.js';
import type { World } from './world.js';

/** The access key that a call names, which must be that user's. @throws NoSuchEntity 404 */
export function accessKeyOf(world: World, input: WireInput, call: CallContext): AccessKey {
  const user = userOrCaller(world, input, call);
  const id = requiredText(input, 'AccessKeyId');
  const key = world.state.accessKeys.get(id);
  if (key?.userName !== user.name) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}
