import { denialError, taggingDemand, type Authorizer, type Verdict } from '../authorization/index.js';
import type { CallDemand } from '../call-log.js';
import type { AwsError, CallContext, Demand, OperationDefinition, WireInput } from '../services/service.js';
import type { ProtocolFamily } from '../signature/auth-errors.js';
import type { Credential } from '../signature/credentials.js';

/** What a call needs and whether it may. */
export interface Judged {
  /** The call's own action first. */
  readonly demands: readonly Demand[];
  /** Null where nobody judged. */
  readonly verdict: Verdict | null;
  /** What to answer instead; null when the call may go on. */
  readonly refusal: AwsError | null;
}

/** The actions of an RPC call, on their resources. */
export function demandsOf(definition: OperationDefinition, input: WireInput, call: CallContext): readonly Demand[] {
  const own: Demand = {
    action: definition.action,
    resources: definition.resources?.(input, call) ?? ['*'],
    conditionKeys: definition.conditionKeys?.(input),
  };
  return [own, ...taggingDemand(own, input), ...(definition.also?.(input, call) ?? [])];
}

/** @param definition what says who judges; without it, the caller's identity policies */
export function judgeCall(
  authorizer: Authorizer | undefined,
  subject: {
    readonly demands: readonly Demand[];
    readonly definition?: Pick<OperationDefinition, 'judged'>;
    readonly credential: Credential | null;
    readonly input: WireInput | null;
    readonly family: ProtocolFamily;
    readonly region: string;
    readonly now: number;
  },
): Judged {
  const { demands, definition, credential, family } = subject;
  if (!authorizer || authorizer.mode === 'off' || !credential || definition?.judged !== undefined) {
    return { demands, verdict: null, refusal: null };
  }
  const verdict = authorizer.judge({ ...subject, credential });
  const refused = !verdict.allowed && authorizer.mode === 'enforce';
  return { demands, verdict, refusal: refused ? denialError(verdict, credential.callerArn, family) : null };
}

/** As the call log keeps them. */
export function shownDemands(demands: readonly Demand[] = []): readonly CallDemand[] {
  return demands.map(({ action, resources }) => ({ action, resources }));
}
