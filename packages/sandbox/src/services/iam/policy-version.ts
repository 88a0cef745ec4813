import { requiredText } from '../../protocols/input-values.js';
import type { WireInput } from '../service.js';
import { encodedDocument } from './documents.js';
import { noSuchEntity } from './errors.js';
import { policyOf } from './lookup.js';
import type { ManagedPolicy, PolicyVersion } from './state.js';
import type { World } from './world.js';

/** The version of a managed policy that a call names. @throws NoSuchEntity 404 */
export function policyVersionOf(
  world: World,
  input: WireInput,
): { readonly policy: ManagedPolicy; readonly version: PolicyVersion } {
  const policy = policyOf(world, requiredText(input, 'PolicyArn'));
  const id = requiredText(input, 'VersionId');
  const version = policy.versions.find((one) => one.id === id);
  if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return { policy, version };
}

export function showVersion(policy: ManagedPolicy, { id, document, createdAt }: PolicyVersion, full: boolean): object {
  return {
    Document: full ? encodedDocument(document) : undefined,
    VersionId: id,
    IsDefaultVersion: id === policy.defaultVersion,
    CreateDate: new Date(createdAt),
  };
}
