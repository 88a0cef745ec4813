import type { Demand, WireInput } from '../services/service.js';
import type { Identities } from '../services/iam/index.js';
import type { Credential, Principal } from '../signature/credentials.js';
import { contextOf } from './call-context-keys.js';
import { judgeIdentity, type Decider, type IdentityPolicies } from './judge-identity.js';
import { parsePolicy } from './parse-policy.js';

/** `enforce` refuses what the caller's policies do not allow, `log` only notes it, `off` judges nothing. */
export type IamMode = 'enforce' | 'log' | 'off';

/** What the policies say to a call. Recorded with the call whether or not it was enforced. */
export type Verdict = { readonly allowed: true } | ({ readonly allowed: false } & Denial);

/** The first demand that is not met, and why. */
export interface Denial {
  readonly action: string;
  readonly resource: string;
  readonly reason: 'explicit-deny' | 'implicit-deny';
  readonly by: Decider;
}

export interface CallToJudge {
  readonly credential: Credential;
  readonly demands: readonly Demand[];
  readonly input: WireInput | null;
  readonly region: string;
  readonly now: number;
}

export interface Authorizer {
  readonly mode: IamMode;
  /** All demands must be met, each on all of its resources. The account's root may do everything. */
  judge(call: CallToJudge): Verdict;
}

export interface AuthorizerOptions {
  readonly mode: IamMode;
  readonly account: string;
  readonly identities: Pick<Identities, 'held'>;
  /** Tags of a resource, for aws:ResourceTag; undefined where none are known. */
  readonly tagsOf?: (arn: string) => Readonly<Record<string, string>> | undefined;
}

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  return {
    mode: options.mode,
    judge(call) {
      const { principal } = call.credential;
      if (principal.kind === 'root') return { allowed: true };
      const held = options.identities.held(principal.arn);
      const policies: IdentityPolicies = {
        // Whoever is gone may do nothing any more.
        identity: held?.policies ?? [],
        boundary: held?.boundary ?? null,
        session: sessionPolicies(principal),
      };
      const callKeys = contextOf({ ...call, principal, held, account: options.account });
      for (const { action, resources, conditionKeys } of call.demands) {
        for (const resource of resources) {
          const context = callKeys({ action, conditionKeys, resourceTags: options.tagsOf?.(resource) });
          const judgement = judgeIdentity(policies, { action, resource, context });
          if (!judgement.allowed) return { ...judgement, action, resource };
        }
      }
      return { allowed: true };
    },
  };
}

function sessionPolicies(principal: Principal) {
  if (principal.kind !== 'role') return [];
  return principal.sessionPolicies.map((document) => parsePolicy(document, 'identity'));
}
