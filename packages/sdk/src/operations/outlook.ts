import type { OperationContext } from '../domain/context.js';
import type { Snapshot } from '../domain/environment.js';
import { isBlueGreenError, type BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { Outlook, OutlookInput } from '../domain/outlook.js';
import type { GateVerdict, Plan } from '../domain/plan.js';
import type { ReleaseRef } from '../domain/release.js';
import { refusalOf } from '../gates/refusal.js';
import { assertUndrifted } from '../planning/find-drift.js';
import { assertColorChoice } from '../planning/resolve-color.js';
import { wantedRelease, type Bringing } from '../planning/wanted-release.js';
import { leaseHeld, leaseLocked } from '../state/lease-errors.js';
import { prepareDeploy } from './prepare-deploy.js';
import { prepareRollback, prepareSwitch, type PreparedMove } from './prepare-move.js';
import { assertReleaseName } from './steps/inspect-source.js';
import { observe } from './steps/observe.js';
import { closedErrors } from './steps/operation-errors.js';
import { storedReleases } from './steps/stored-releases.js';

/**
 * What "bring this release to that colour and switch to it" would do now, what has to be done first, and everything that
 * blocks it. Changes nothing.
 *
 * @throws RESOURCE_MISSING for a named release that is not stored; NOTHING_TO_ROLL_BACK_TO; what observing throws.
 */
export function outlook(context: OperationContext, input: OutlookInput = {}): Operation<Outlook> {
  return closedErrors(context, look(context, input));
}

type Looking = AsyncGenerator<BlueGreenEvent, Outlook, void>;

async function* look(context: OperationContext, input: OutlookInput): Looking {
  const { verb = 'deploy', to = 'idle', release } = input;
  if (verb === 'rollback') return ofMove(yield* prepareRollback(context));
  if (verb === 'switch') return ofMove(yield* prepareSwitch(context, to));
  assertColorChoice(to);
  if (release !== undefined) assertReleaseName(release);
  const [{ snapshot }, stored] = await Promise.all([observe(context), storedReleases(context)]);
  const bringing = wantedRelease(snapshot, stored, { to, release });
  switch (bringing.kind) {
    case 'there':
      return ofMove(yield* prepareSwitch(context, to));
    case 'bring':
      return yield* ofDeployment(context, bringing.release, to);
    case 'serving':
    case 'nothing-stored':
      yield { type: 'environment.observed', snapshot };
      return withoutPlan(snapshot, bringing);
  }
}

async function* ofDeployment(context: OperationContext, release: string, to: NonNullable<OutlookInput['to']>): Looking {
  const { plan, facts } = yield* prepareDeploy(context, { release, to });
  // The move that follows is refused by drift as well, so it is better told before anything is deployed.
  const refusals = [...inTheWay(facts.snapshot, true), ...present(drifted(facts.snapshot))];
  const gates = refusalOf(plan.gates, facts);
  return {
    ...about(plan, facts.snapshot),
    standing: refusals.length > 0 || gates ? 'blocked' : 'ready',
    first: plan,
    move: null,
    refusals: [...refusals, ...present(gates)],
  };
}

function ofMove({ plan, facts }: PreparedMove): Outlook {
  const { snapshot } = facts;
  const answer = { ...about(plan, snapshot), first: null, move: plan };
  if (plan.steps.length === 0) return { ...answer, standing: 'done', against: [], refusals: [] };
  const isSwitch = plan.verb === 'switch';
  const refusals = [
    ...inTheWay(snapshot, isSwitch),
    ...present(isSwitch ? drifted(snapshot) : null),
    ...present(
      refusalOf(plan.gates, facts, {
        willReference: plan.steps.some((step) => step.kind === 'reference-idle'),
        patient: isSwitch,
      }),
    ),
  ];
  const standing = refusals.length > 0 ? 'blocked' : answer.against.length > 0 ? 'waits' : 'ready';
  return { ...answer, standing, refusals };
}

function withoutPlan({ live }: Snapshot, bringing: Extract<Bringing, { kind: 'serving' | 'nothing-stored' }>): Outlook {
  const release: ReleaseRef | null = bringing.kind === 'serving' ? bringing.release : null;
  const nothing = { first: null, move: null, against: [], refusals: [] };
  return { standing: bringing.kind, live, to: bringing.to, release, ...nothing };
}

function about({ to, release, gates }: Plan, { live }: Snapshot) {
  return { live, to, release, against: gates.filter(standsAgainst) };
}

function standsAgainst({ verdict, excused }: GateVerdict): boolean {
  return verdict !== 'pass' && !excused;
}

/** Who holds the environment, or keeps everybody but rollbacks out. A dead operation is settled first, and is in nobody's way. */
function inTheWay({ operation, lock }: Snapshot, heedsLock: boolean): BlueGreenError[] {
  return [
    ...(operation && !operation.expired ? [leaseHeld(operation)] : []),
    ...(lock && heedsLock ? [leaseLocked(lock)] : []),
  ];
}

function drifted(snapshot: Snapshot): BlueGreenError | null {
  try {
    assertUndrifted(snapshot);
    return null;
  } catch (error) {
    if (!isBlueGreenError(error)) throw error;
    return error;
  }
}

function present<Value>(value: Value | null): Value[] {
  return value === null ? [] : [value];
}
