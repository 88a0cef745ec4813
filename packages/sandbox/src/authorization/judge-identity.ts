import { conditionsHold } from './conditions.js';
import { fits, type Wording } from './patterns.js';
import type { Patterns, Policy, Statement } from './policy.js';
import type { AccessRequest } from './request.js';

/** The policies that decide over a caller. */
export interface IdentityPolicies {
  readonly identity: readonly Policy[];
  /** What the identity policies may grant at most; null without one. */
  readonly boundary: Policy | null;
  /** What a session was narrowed down to when it was opened; empty for one with all its role may do. */
  readonly session: readonly Policy[];
}

export type Decider = 'identity-based' | 'permissions boundary' | 'session';

/** `explicit-deny` and `implicit-deny` name the kind of policy that decided. */
export type Judgement =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'explicit-deny' | 'implicit-deny'; readonly by: Decider };

/** Explicit deny, then allow, then implicit deny; boundary and session policies must allow as well (contract E). */
export function judgeIdentity(policies: IdentityPolicies, request: AccessRequest): Judgement {
  const { identity, boundary, session } = policies;
  const kinds: { readonly by: Decider; readonly all: readonly Policy[]; readonly counts: boolean }[] = [
    { by: 'identity-based', all: identity, counts: true },
    { by: 'permissions boundary', all: boundary ? [boundary] : [], counts: boundary !== null },
    { by: 'session', all: session, counts: session.length > 0 },
  ];
  const outcomes = kinds.map(({ by, all, counts }) => ({ by, counts, effect: effectOf(all, request) }));
  const denied = outcomes.find(({ effect }) => effect === 'Deny');
  if (denied) return { allowed: false, reason: 'explicit-deny', by: denied.by };
  const silent = outcomes.find(({ counts, effect }) => counts && effect !== 'Allow');
  return silent ? { allowed: false, reason: 'implicit-deny', by: silent.by } : { allowed: true };
}

/** What the policies say together; null when they say nothing about it. */
function effectOf(policies: readonly Policy[], request: AccessRequest): 'Allow' | 'Deny' | null {
  let effect: 'Allow' | null = null;
  for (const { version, statements } of policies) {
    const wording: Wording = { version, context: request.context };
    for (const statement of statements) {
      if (!speaksOf(statement, request, wording)) continue;
      if (statement.effect === 'Deny') return 'Deny';
      effect = 'Allow';
    }
  }
  return effect;
}

/** Whether a statement is about the request; who asks is not looked at. */
export function speaksOf(statement: Statement, request: AccessRequest, wording: Wording): boolean {
  return (
    actionFits(statement.action, request.action) &&
    (statement.resource === null || resourceFits(statement.resource, request.resource, wording)) &&
    conditionsHold(statement.conditions, wording)
  );
}

const NO_VARIABLES: Wording = { version: '2008-10-17', context: () => undefined };

function actionFits({ not, values }: Patterns, action: string): boolean {
  return values.some((pattern) => fits(pattern, action, NO_VARIABLES, true)) !== not;
}

function resourceFits({ not, values }: Patterns, resource: string, wording: Wording): boolean {
  return values.some((pattern) => fits(pattern, resource, wording)) !== not;
}
