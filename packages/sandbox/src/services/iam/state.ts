/** Everything IAM remembers: plain data, so that it can be saved. Times are ms since the epoch, documents the text as given. */
export interface IamState {
  readonly users: Map<string, User>;
  readonly roles: Map<string, Role>;
  /** By ARN; those of AWS itself are not kept here. */
  readonly policies: Map<string, ManagedPolicy>;
  readonly instanceProfiles: Map<string, InstanceProfile>;
  /** By ARN. */
  readonly oidcProviders: Map<string, OidcProvider>;
  /** By access key id. */
  readonly accessKeys: Map<string, AccessKey>;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What a user and a role have in common: they hold policies. */
export interface PolicyHolder {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  inline: { readonly name: string; readonly document: string }[];
  /** ARNs of managed policies. */
  attached: string[];
  /** ARN of the managed policy that bounds what the others may grant. */
  boundary: string | null;
  tags: Tag[];
}

export type User = PolicyHolder;

export interface Role extends PolicyHolder {
  trust: string;
  description: string | null;
  maxSessionSeconds: number;
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description: string | null;
  readonly createdAt: number;
  updatedAt: number;
  defaultVersion: string;
  /** Oldest first. */
  versions: PolicyVersion[];
  /** Number of the version made last: numbers are not used again. */
  lastVersion: number;
  tags: Tag[];
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: number;
}

export interface InstanceProfile {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  /** Name of its role; IAM takes no more than one. */
  role: string | null;
  tags: Tag[];
}

export interface OidcProvider {
  readonly arn: string;
  /** Without the scheme, as IAM shows it. */
  readonly url: string;
  readonly createdAt: number;
  clientIds: string[];
  thumbprints: string[];
  tags: Tag[];
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly userName: string;
  readonly createdAt: number;
  status: 'Active' | 'Inactive';
}

export function emptyState(): IamState {
  return {
    users: new Map(),
    roles: new Map(),
    policies: new Map(),
    instanceProfiles: new Map(),
    oidcProviders: new Map(),
    accessKeys: new Map(),
  };
}
