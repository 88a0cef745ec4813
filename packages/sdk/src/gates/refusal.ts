import type { ErrorCode } from '../domain/errors.js';
import { BlueGreenError } from '../domain/errors.js';
import type { GateName, GateVerdict } from '../domain/plan.js';
import { canReachParity } from './capacity-parity.js';
import type { GateFacts } from './facts.js';
import { isVouchedFor } from './release-identity.js';
import { isUnreferenced } from './targets-healthy.js';

const CODE_OF: Partial<Record<GateName, ErrorCode>> = {
  'not-live': 'LIVE_COLOR_REFUSED',
  'no-running-deployment': 'DEPLOYMENT_RUNNING',
  'release-identity': 'RELEASE_MISMATCH',
};

/** What a wait could still change. */
export interface Chances {
  readonly willReference: boolean;
  readonly patient: boolean;
}

/**
 * The error for gates that do not pass and that no wait in the plan could turn; null when there is none.
 *
 * One verdict that is no pass refuses nothing: `no-data` about the release where no listener answers for a colour by
 * name, as long as CodeDeploy says that the colour holds what is expected. Without a test listener there is nobody else
 * to ask, and the proof that follows the shift asks the new colour itself. A colour whose last deployment failed or was
 * stopped has no such word.
 *
 * @param chances.willReference the plan makes a route refer to the idle group first, which gives `unused` targets a chance.
 * @param chances.patient targets that fail their checks right after a good deployment may be waited for; a rollback does not.
 */
export function refusalOf(
  verdicts: readonly GateVerdict[],
  facts: GateFacts,
  chances: Chances = { willReference: false, patient: true },
): BlueGreenError | null {
  const failed = verdicts.filter((verdict) => verdict.verdict !== 'pass');
  const hopeless = failed.filter(
    (verdict) => !mayTurn(verdict, verdicts, facts, chances) && !isExcused(verdict, facts),
  );
  return hopeless.length > 0 ? gateError(hopeless, facts) : null;
}

/** Whether a verdict that is no pass stops nothing all the same: the one exception of `refusalOf`. */
export function isExcused({ gate, verdict }: GateVerdict, facts: GateFacts): boolean {
  return gate === 'release-identity' && verdict === 'no-data' && isVouchedFor(facts);
}

/** One error that tells the first failed gate in its sentence and all of them in its evidence. */
export function gateError(failed: readonly GateVerdict[], facts: GateFacts): BlueGreenError {
  const first = failed[0]!;
  const evidence = failed.flatMap((verdict) => [
    `${verdict.gate}: ${verdict.verdict}: ${verdict.summary}`,
    ...(verdict.evidence ?? []).map((line) => `  ${line}`),
  ]);
  const { summary, next = 'Run `bluegreen status`.', told, nextTold } = first;
  return new BlueGreenError(codeOf(first, facts), summary, next, { evidence, told, nextTold });
}

function codeOf(verdict: GateVerdict, { snapshot, to }: GateFacts): ErrorCode {
  if (verdict.gate === 'routes-agree' && snapshot.routes.length === 0) return 'TARGETS_UNREFERENCED';
  if (verdict.gate === 'targets-healthy' && isUnreferenced(snapshot.colors[to].targets)) return 'TARGETS_UNREFERENCED';
  return CODE_OF[verdict.gate] ?? 'GATE_FAILED';
}

function mayTurn(
  verdict: GateVerdict,
  verdicts: readonly GateVerdict[],
  { snapshot, to, identity }: GateFacts,
  { willReference, patient }: Chances,
): boolean {
  const healthFailed = verdicts.some((other) => other.gate === 'targets-healthy' && other.verdict !== 'pass');
  if (verdict.gate === 'targets-healthy') {
    const { targets, deployment } = snapshot.colors[to];
    const failing = targets.some((target) => target.health === 'unhealthy');
    if (failing && !(patient && deployment?.status === 'Succeeded')) return false;
    return willReference || !isUnreferenced(targets);
  }
  if (verdict.gate === 'capacity-parity') return canReachParity(snapshot, to);
  // Asked while targets were still starting, the answer says nothing yet; where nobody can be asked, it never will.
  return verdict.gate === 'release-identity' && healthFailed && identity.kind !== 'unreachable';
}
