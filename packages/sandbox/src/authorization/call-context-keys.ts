import type { Held } from '../services/iam/index.js';
import type { Demand, WireInput, WireValue } from '../services/service.js';
import type { Credential, Principal } from '../signature/credentials.js';
import { lookupOf, type ContextLookup } from './request.js';

export interface CallFacts {
  readonly credential: Credential;
  readonly principal: Exclude<Principal, { kind: 'root' }>;
  /** Of the user or role; undefined when it is gone. */
  readonly held: Held | undefined;
  readonly account: string;
  readonly region: string;
  readonly input: WireInput | null;
  readonly now: number;
}

/** What differs between the demands and resources of one call. */
export interface DemandFacts {
  readonly action: string;
  readonly conditionKeys: Demand['conditionKeys'];
  readonly resourceTags: Readonly<Record<string, string>> | undefined;
}

/**
 * The condition keys of a call. Loopback stands for the way that TLS protects on AWS, so aws:SecureTransport is true: what
 * asks for it is meant to keep clients off plain HTTP, not off the sandbox.
 */
export function contextOf(facts: CallFacts): (demand: DemandFacts) => ContextLookup {
  const { credential, principal, held, account, region, input, now } = facts;
  const requestTags = tagsIn(input);
  const global = {
    'aws:PrincipalArn': principal.arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': principal.kind === 'user' ? 'User' : 'AssumedRole',
    'aws:userid': credential.userId,
    'aws:username': principal.kind === 'user' ? held?.name : undefined,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SourceIp': '127.0.0.1',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': account,
    ...prefixed('aws:PrincipalTag/', held?.tags),
    ...prefixed('aws:RequestTag/', requestTags),
    'aws:TagKeys': requestTags && Object.keys(requestTags),
  };
  return ({ action, conditionKeys, resourceTags }) => {
    const service = action.slice(0, action.indexOf(':'));
    // Older services have a key of their own for the same.
    const ofResource = ['aws', service].map((prefix) => prefixed(`${prefix}:ResourceTag/`, resourceTags));
    return lookupOf({ ...global, ...ofResource[0], ...ofResource[1], ...conditionKeys });
  };
}

function prefixed(prefix: string, tags: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [prefix + key, value]));
}

/** Tags that a call puts on something: `Tags` or `tags`, with capital or small members; undefined when it has none. */
function tagsIn(input: WireInput | null): Record<string, string> | undefined {
  const list = input?.['Tags'] ?? input?.['tags'];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const pairs = list.flatMap((item): [string, string][] => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
    const key = textOf(item['Key'] ?? item['key']);
    return key === undefined ? [] : [[key, textOf(item['Value'] ?? item['value']) ?? '']];
  });
  return Object.fromEntries(pairs);
}

function textOf(value: WireValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
