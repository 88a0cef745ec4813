import { speaksOf } from './judge-identity.js';
import type { Policy, PrincipalPatterns, Statement } from './policy.js';
import type { AccessRequest } from './request.js';

/** Who asks, in every name a trust policy may call it by. */
export interface Asker {
  /** The asker's own ARNs: a user; a session and its role. */
  readonly arns: readonly string[];
  /** Account the asker belongs to; null for a web identity or service. */
  readonly account: string | null;
  /** ARN of the OIDC provider that vouches for it. */
  readonly federated: string | null;
}

/**
 * `self`: the policy names the asker, which is enough. `account`: it trusts the asker's account, whose identity policies
 * decide then. `denied`: it refuses outright. Null: it says nothing about the asker.
 */
export type Trust = 'self' | 'account' | 'denied' | null;

export function judgeTrust(trust: Policy, asker: Asker, request: AccessRequest): Trust {
  const about = trust.statements
    .filter((statement) => speaksOf(statement, request, { version: trust.version, context: request.context }))
    .flatMap((statement) => {
      const named = namedBy(statement, asker);
      return named === null ? [] : [{ effect: statement.effect, named }];
    });
  if (about.some(({ effect }) => effect === 'Deny')) return 'denied';
  if (about.some(({ named }) => named === 'self')) return 'self';
  return about.length > 0 ? 'account' : null;
}

function namedBy({ principal }: Statement, asker: Asker): 'self' | 'account' | null {
  if (!principal) return null;
  const named = nearest(principal, asker);
  if (!principal.not) return named;
  return named === null ? 'self' : null;
}

function nearest({ entries }: PrincipalPatterns, { arns, account, federated }: Asker): 'self' | 'account' | null {
  let found: 'account' | null = null;
  for (const { type, value } of entries) {
    if (type === 'AWS' && (arns.includes(value) || (value === '*' && account !== null))) return 'self';
    if (type === 'Federated' && federated !== null && value === federated) return 'self';
    if (type === 'AWS' && account !== null && (value === account || value === `arn:aws:iam::${account}:root`)) {
      found = 'account';
    }
  }
  return found;
}
