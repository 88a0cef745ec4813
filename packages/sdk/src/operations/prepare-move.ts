import type { ColorChoice } from '../domain/color.js';
import { isColor } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent } from '../domain/events.js';
import type { Plan } from '../domain/plan.js';
import type { GateFacts } from '../gates/facts.js';
import { planRollback, rollbackDestination, type EarlierMove } from '../planning/plan-rollback.js';
import { planSwitch } from '../planning/plan-switch.js';
import { assertColorChoice, resolveColor } from '../planning/resolve-color.js';
import type { About, JournalDocument } from '../domain/journal.js';
import { readJournal } from '../state/journal.js';
import type { LeaseReading } from '../state/lease-document.js';
import { gatherFacts } from './steps/gather-facts.js';
import { observe, type Observation } from './steps/observe.js';
import { settleBefore } from './steps/settle.js';

export interface PreparedMove {
  readonly plan: Plan;
  readonly facts: GateFacts;
  readonly lease: LeaseReading | null;
  /** For the record, beside the plan. */
  readonly about?: About;
}

type Preparing = AsyncGenerator<BlueGreenEvent, PreparedMove, void>;

/** Journal entries that are looked through for the last move of traffic: the newest few, and only then more. */
export const FIRST_LOOK = 4;
export const JOURNAL_DEPTH = 100;

/** Observes and plans a switch; changes nothing, unless it is to settle what a dead operation left behind. */
export async function* prepareSwitch(
  context: OperationContext,
  choice: ColorChoice = 'idle',
  settling = false,
): Preparing {
  assertColorChoice(choice);
  let observation = await observe(context);
  if (settling && (yield* settleBefore(context, observation.lease, 'switch'))) observation = await observe(context);
  const { snapshot, lease } = observation;
  yield { type: 'environment.observed', snapshot };
  const to = resolveColor(choice, snapshot);
  const facts = await gatherFacts(context, snapshot, to, { named: isColor(choice), withAlarms: true });
  return yield* tellPlan({ facts, lease, plan: planSwitch(facts, now(context)) });
}

/** Observes and plans a rollback; changes nothing. */
export async function* prepareRollback(context: OperationContext, observed?: Observation): Preparing {
  const looking = observed ?? observe(context);
  const [{ snapshot, lease }, newest] = await Promise.all([looking, readEarlierMoves(context, FIRST_LOOK)]);
  yield { type: 'environment.observed', snapshot };
  const isTold = newest.some((move) => move.done && move.to === snapshot.live);
  const moves = isTold ? newest : await readEarlierMoves(context, JOURNAL_DEPTH);
  const to = rollbackDestination(snapshot, moves);
  const facts = await gatherFacts(context, snapshot, to, { named: true, withAlarms: false });
  return yield* tellPlan({ facts, lease, plan: planRollback(facts, now(context)) });
}

export function* tellPlan<Prepared extends { readonly plan: Plan }>(
  prepared: Prepared,
): Generator<BlueGreenEvent, Prepared, void> {
  yield { type: 'plan.made', plan: prepared.plan };
  for (const verdict of prepared.plan.gates) yield { type: 'gate.judged', verdict };
  return prepared;
}

export async function readEarlierMoves({ documents }: OperationContext, depth: number): Promise<EarlierMove[]> {
  return earlierMoves(await readJournal(documents, depth));
}

function earlierMoves(journal: readonly JournalDocument[]): EarlierMove[] {
  return journal
    .filter((entry) => entry.verb === 'switch' || entry.verb === 'rollback')
    .filter((entry) => entry.end === 'done' || entry.end === 'needs-attention' || entry.end === null)
    .map(({ verb, from, to, fromRelease, release, end }) => {
      return { verb, from, to, fromRelease, toRelease: release, done: end === 'done' };
    });
}

function now({ clock }: OperationContext): string {
  return new Date(clock.now()).toISOString();
}
