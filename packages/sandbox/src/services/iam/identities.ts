import { parsePolicy } from '../../authorization/parse-policy.js';
import type { Policy } from '../../authorization/policy.js';
import { policyOf } from './lookup.js';
import type { ManagedPolicy, PolicyHolder } from './state.js';
import type { World } from './world.js';

/** What a user or role may do by the policies it holds. */
export interface Held {
  readonly name: string;
  readonly id: string;
  readonly policies: readonly Policy[];
  /** Null without a permissions boundary. */
  readonly boundary: Policy | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface AssumableRole {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly trust: Policy;
  readonly maxSessionSeconds: number;
}

export interface Identities {
  /** By the ARN of a user or role; undefined when there is none. */
  held(arn: string): Held | undefined;
  role(arn: string): AssumableRole | undefined;
  /** ARN of the role in an instance profile, which goes by its ARN or name. */
  roleInProfile(profile: string): string | undefined;
  /** @param url of the issuer, with or without its scheme */
  oidcProvider(
    url: string,
  ): { readonly arn: string; readonly url: string; readonly clientIds: readonly string[] } | undefined;
}

/** Documents that were read already: every call of a user asks for the same ones. */
const read = new Map<string, Policy>();
const MOST_READ = 500;

function policyIn(document: string): Policy {
  const known = read.get(document);
  if (known) return known;
  const policy = parsePolicy(document, 'identity');
  if (read.size >= MOST_READ) read.clear();
  read.set(document, policy);
  return policy;
}

export function identitiesOf(world: World): Identities {
  const { state } = world;
  const roleOf = (arn: string) => [...state.roles.values()].find((role) => role.arn === arn);
  return {
    held(arn) {
      const holder = [...state.users.values()].find((user) => user.arn === arn) ?? roleOf(arn);
      return holder && heldBy(world, holder);
    },
    role(arn) {
      const role = roleOf(arn);
      if (!role) return undefined;
      const { name, id, maxSessionSeconds } = role;
      return { arn, name, id, maxSessionSeconds, trust: parsePolicy(role.trust, 'trust') };
    },
    roleInProfile(profile) {
      const known = [...state.instanceProfiles.values()].find(({ arn, name }) => arn === profile || name === profile);
      return state.roles.get(known?.role ?? '')?.arn;
    },
    oidcProvider(url) {
      const bare = url.replace(/^https?:\/\//, '').replace(/\/$/, '');
      return [...state.oidcProviders.values()].find((provider) => provider.url === bare);
    },
  };
}

function heldBy(world: World, holder: PolicyHolder): Held {
  const managed = holder.attached.map((arn) => defaultDocument(policyOf(world, arn)));
  const documents = [...holder.inline.map(({ document }) => document), ...managed];
  return {
    name: holder.name,
    id: holder.id,
    policies: documents.map(policyIn),
    boundary: holder.boundary === null ? null : policyIn(defaultDocument(policyOf(world, holder.boundary))),
    tags: Object.fromEntries(holder.tags.map(({ key, value }) => [key, value])),
  };
}

function defaultDocument({ versions, defaultVersion }: ManagedPolicy): string {
  const version = versions.find(({ id }) => id === defaultVersion);
  if (!version) throw new Error(`A managed policy has no version ${defaultVersion}.`);
  return version.document;
}
