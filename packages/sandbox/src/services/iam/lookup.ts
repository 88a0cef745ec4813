import { optionalText, requiredText } from '../../protocols/input-values.js';
import { AwsError, type CallContext, type WireInput } from '../service.js';
import { awsManagedPolicy } from './aws-managed-policies.js';
import { noSuchEntity } from './errors.js';
import type { InstanceProfile, ManagedPolicy, OidcProvider, PolicyHolder, Role, User } from './state.js';
import { arnOf, type World } from './world.js';

/** Users and roles hold policies by the same verbs, under these names. */
export type HolderKind = 'User' | 'Role';

/** @throws NoSuchEntity 404 */
export function userNamed({ state }: World, name: string): User {
  const user = state.users.get(name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** @throws NoSuchEntity 404 */
export function roleNamed({ state }: World, name: string): Role {
  const role = state.roles.get(name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** @throws NoSuchEntity 404 */
export function holderOf(world: World, kind: HolderKind, input: WireInput): PolicyHolder {
  const name = requiredText(input, `${kind}Name`);
  return kind === 'User' ? userNamed(world, name) : roleNamed(world, name);
}

/** The named user, or the caller's own where none is named. @throws NoSuchEntity, ValidationError */
export function userOrCaller(world: World, input: WireInput, call: CallContext): User {
  const name = optionalText(input, 'UserName') ?? callersName(call);
  if (name === undefined)
    throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
  return userNamed(world, name);
}

function callersName({ callerArn }: CallContext): string | undefined {
  return /^arn:aws:iam::\d*:user\/(?:.*\/)?([^/]+)$/.exec(callerArn)?.[1];
}

/** Also finds what AWS itself offers. @throws NoSuchEntity 404 */
export function policyOf({ state }: World, arn: string): ManagedPolicy {
  const policy = state.policies.get(arn) ?? awsManagedPolicy(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** @throws NoSuchEntity 404 */
export function instanceProfileNamed({ state }: World, name: string): InstanceProfile {
  const profile = state.instanceProfiles.get(name);
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

/** @throws NoSuchEntity 404 */
export function oidcProviderOf({ state }: World, arn: string): OidcProvider {
  const provider = state.oidcProviders.get(arn);
  if (!provider) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}

type Resources = (input: WireInput, call: CallContext) => readonly string[];

/** What a call about a user or role is judged on: its ARN, or the one it would get. */
export function onHolder(world: World, kind: HolderKind): Resources {
  return (input, call) => {
    const given = optionalText(input, `${kind}Name`) ?? (kind === 'User' ? callersName(call) : undefined);
    const known = kind === 'User' ? world.state.users.get(given ?? '') : world.state.roles.get(given ?? '');
    const path = optionalText(input, 'Path') ?? '/';
    return [known?.arn ?? arnOf(world, kind === 'User' ? 'user' : 'role', path, given ?? '*')];
  };
}

/** What a call about an instance profile is judged on. */
export function onInstanceProfile(world: World): Resources {
  return (input) => {
    const name = optionalText(input, 'InstanceProfileName') ?? '*';
    const known = world.state.instanceProfiles.get(name);
    return [known?.arn ?? arnOf(world, 'instance-profile', optionalText(input, 'Path') ?? '/', name)];
  };
}

/** What a call about one ARN is judged on. */
export const onMember =
  (member: string): Resources =>
  (input) => [optionalText(input, member) ?? '*'];
