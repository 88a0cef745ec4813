import type { AccessKey, IamState, InstanceProfile, ManagedPolicy, OidcProvider, Role, User } from './state.js';

/** IAM as JSON. */
export interface IamSnapshot {
  readonly version: 1;
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  readonly policies: readonly ManagedPolicy[];
  readonly instanceProfiles: readonly InstanceProfile[];
  readonly oidcProviders: readonly OidcProvider[];
  readonly accessKeys: readonly AccessKey[];
}

export function takeSnapshot(state: IamState): IamSnapshot {
  return structuredClone({
    version: 1,
    users: [...state.users.values()],
    roles: [...state.roles.values()],
    policies: [...state.policies.values()],
    instanceProfiles: [...state.instanceProfiles.values()],
    oidcProviders: [...state.oidcProviders.values()],
    accessKeys: [...state.accessKeys.values()],
  });
}

/** Replaces all there is. @throws Error when the value is no snapshot */
export function restoreSnapshot(state: IamState, value: object): void {
  if (!isSnapshot(value)) throw new TypeError('This is no IAM snapshot of version 1.');
  const saved = structuredClone(value);
  refill(state.users, saved.users, ({ name }) => name);
  refill(state.roles, saved.roles, ({ name }) => name);
  refill(state.policies, saved.policies, ({ arn }) => arn);
  refill(state.instanceProfiles, saved.instanceProfiles, ({ name }) => name);
  refill(state.oidcProviders, saved.oidcProviders, ({ arn }) => arn);
  refill(state.accessKeys, saved.accessKeys, ({ id }) => id);
}

function refill<Item>(map: Map<string, Item>, items: readonly Item[], keyOf: (item: Item) => string): void {
  map.clear();
  for (const item of items) map.set(keyOf(item), item);
}

function isSnapshot(value: object): value is IamSnapshot {
  return 'version' in value && value.version === 1 && 'roles' in value && Array.isArray(value.roles);
}
