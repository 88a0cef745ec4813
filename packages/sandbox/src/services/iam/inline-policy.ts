import { requiredText } from '../../protocols/input-values.js';
import type { WireInput } from '../service.js';
import { noSuchEntity } from './errors.js';
import { holderOf, type HolderKind } from './lookup.js';
import type { PolicyHolder } from './state.js';
import type { World } from './world.js';

/** The inline policy that a call names, and who holds it. @throws NoSuchEntity 404 */
export function inlinePolicyOf(
  world: World,
  kind: HolderKind,
  input: WireInput,
): { readonly holder: PolicyHolder; readonly policy: PolicyHolder['inline'][number] } {
  const holder = holderOf(world, kind, input);
  const name = requiredText(input, 'PolicyName');
  const policy = holder.inline.find((one) => one.name === name);
  if (!policy) throw noSuchEntity(`The ${kind.toLowerCase()} policy with name ${name} cannot be found.`);
  return { holder, policy };
}
