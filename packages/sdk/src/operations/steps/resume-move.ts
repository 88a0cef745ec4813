import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { Color } from '../../domain/color.js';
import { refusalOf } from '../../gates/refusal.js';
import { planRollback } from '../../planning/plan-rollback.js';
import { planSwitch } from '../../planning/plan-switch.js';
import { waysToProve } from '../../planning/proof-ways.js';
import type { ResumePlan } from '../../planning/plan-resume.js';
import { gatherFacts } from './gather-facts.js';
import { LONGEST_PROOF_MS, makeMove } from './make-move.js';
import { observe } from './observe.js';
import { probeLive } from './probe-live.js';
import { recheck } from './recheck.js';
import { shiftTraffic } from './shift-traffic.js';
import { stopRunning } from './stop-running.js';
import { undoOnFailure } from './undo-on-failure.js';
import type { Held } from './under-lease.js';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

const TIMEOUT_MS = 5 * 60_000;

/** Writes the routes that are missing, reads all of them back and proves the colour; restores every one if it fails. */
export async function* completeMove(
  context: OperationContext,
  held: Held,
  { former, writes }: Pick<ResumePlan, 'former' | 'writes'>,
  { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number },
): Steps<void> {
  const entry = held.document;
  const to = destinationOf(entry);
  const before = { live: entry.from };
  yield* undoOnFailure(
    context,
    before,
    held,
    async function* (changes): Steps<void> {
      const { snapshot } = await observe(context);
      yield { type: 'environment.observed', snapshot };
      yield* shiftTraffic(context, { from: entry.from, to, writes }, changes);
      const { targets, release } = snapshot.colors[to];
      yield* probeLive(context, {
        color: to,
        release: entry.release ?? release,
        instances: targets.map((target) => target.id),
        deadlineMs: context.clock.now() + Math.min(timeoutMs, LONGEST_PROOF_MS),
        ways: waysToProve(
          snapshot,
          context.config,
          writes.map(({ route }) => route.arn),
        ),
      });
      const stop = entry.steps.find((step) => step.change.kind === 'stop-deployment' && step.endedAt === null);
      if (stop?.change.kind === 'stop-deployment') {
        const { color, deploymentId } = stop.change;
        yield* stopRunning(context, held, { color, deploymentId, recorded: stop });
      }
    },
    { routes: former, moved: true },
  );
  held.endAs('done');
}

/** Nothing has moved: the same move, planned anew under fresh gates. */
export async function* carryOnMove(
  context: OperationContext,
  held: Held,
  { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number },
): Steps<void> {
  const entry = held.document;
  const to = destinationOf(entry);
  const { snapshot } = await observe(context);
  yield { type: 'environment.observed', snapshot };
  const isRollback = entry.verb === 'rollback';
  const facts = await gatherFacts(context, snapshot, to, { named: true, withAlarms: !isRollback });
  const createdAt = new Date(context.clock.now()).toISOString();
  const plan = isRollback ? planRollback(facts, createdAt) : planSwitch(facts, createdAt);
  yield { type: 'plan.made', plan };
  for (const verdict of plan.gates) yield { type: 'gate.judged', verdict };
  held.endAs('failed-unmoved');
  const refusal = refusalOf(plan.gates, facts, {
    willReference: plan.steps.some((step) => step.kind === 'reference-idle'),
    patient: !isRollback,
  });
  if (plan.steps.length > 0) {
    if (refusal) throw refusal;
    yield* makeMove(context, held, { plan, facts, timeoutMs, now: await recheck(context, snapshot, to) });
  }
  held.endAs('done');
}

function destinationOf({ to, id }: JournalDocument): Color {
  if (to) return to;
  throw new BlueGreenError('INTERNAL', `The record of ${id} names no colour.`, 'Run `bluegreen history`.');
}
