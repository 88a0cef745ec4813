import type { CredentialBook } from '../../signature/credentials.js';
import { randomText } from '../../signature/credentials.js';
import type { IamState } from './state.js';

/** What IAM's operations work with. */
export interface World {
  readonly state: IamState;
  readonly account: string;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly credentials: Pick<CredentialBook, 'accept' | 'forget'>;
}

type Kind = 'user' | 'role' | 'policy' | 'instance-profile' | 'oidc-provider';

/** @param path with its slashes, `/` or `/team/` */
export function arnOf({ account }: Pick<World, 'account'>, kind: Kind, path: string, name: string): string {
  return `arn:aws:iam::${account}:${kind}${path}${name}`;
}

const PREFIXES = { user: 'AIDA', role: 'AROA', policy: 'ANPA', 'instance-profile': 'AIPA' } as const;

/** An id that is never used again, such as `AROA…`. */
export function uniqueId(kind: keyof typeof PREFIXES): string {
  return `${PREFIXES[kind]}${randomText(17)}`;
}
