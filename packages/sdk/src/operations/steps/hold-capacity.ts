import type { Color } from '../../domain/color.js';
import type { OperationContext } from '../../domain/context.js';
import { BlueGreenError, isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Snapshot } from '../../domain/environment.js';
import { holdIntent, type HoldChange } from '../../planning/plan-hold.js';
import type { Held, RecordedStep } from './under-lease.js';
import { reasonOf, restoreCapacity, untilNone, wayToResume } from './restore-capacity.js';
import { within } from './within.js';

export { holdIntent, restoreCapacity };

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;
type Context = Pick<OperationContext, 'capacity' | 'clock' | 'config'>;

/** Bound on letting go, so that a stop on request ends in bounded time. */
const LAST_WORD_MS = 20_000;

/**
 * Runs steps while scaling of both colours is held, and lets it go on in every ending: what this operation suspended is
 * resumed, what was suspended before stays so. That scaling could not be resumed never hides how the steps ended.
 *
 * A rollback goes on unheld when holding fails, for it cannot wait; any other operation ends before anything moved.
 *
 * @param recorded the intent, when it is on record already; otherwise it is recorded here.
 * @param beside read for the steps once everything is suspended, while that is read back: what it sees cannot be undone
 *   by scaling any more.
 * @throws CAPACITY_REFUSED, ACCESS_DENIED and the like from holding; what the steps throw.
 */
export async function* withHeldCapacity<Result, Read = undefined>(
  context: Context,
  held: Held,
  snapshot: Snapshot,
  to: Color,
  steps: (read: Read) => Steps<Result>,
  recorded?: RecordedStep,
  beside?: () => Promise<Read>,
): Steps<Result> {
  const intent = holdIntent(snapshot, to, context.config);
  if (!intent) return yield* steps((await beside?.()) as Read);
  const [step] = recorded ? [recorded] : await held.record(intent);
  let restored = false;
  const restore = () => {
    restored = true;
    return letGo(context, held, intent);
  };
  try {
    const [event, read] = await hold(context, intent, { mayFail: held.operation.verb === 'rollback', beside });
    yield event;
    step?.done(event.type === 'capacity.held' ? 'suspended' : event.reason);
    const result = yield* steps(read);
    yield await restore();
    return result;
  } catch (error) {
    if (!restored) yield await restore();
    throw error;
  } finally {
    // A caller that stopped listening.
    if (!restored) await restore();
  }
}

type HoldEvent = Extract<BlueGreenEvent, { type: 'capacity.held' | 'capacity.unheld' }>;

async function hold<Read>(
  context: Context,
  intent: HoldChange,
  { mayFail, beside }: { mayFail: boolean; beside: (() => Promise<Read>) | undefined },
): Promise<[event: HoldEvent, read: Read]> {
  let reading: Promise<Read> | undefined;
  const look = () => {
    reading ??= beside?.();
    reading?.catch(() => undefined);
  };
  const event = await suspend(context, intent, look).catch((error: unknown): HoldEvent => {
    if (mayFail) return { type: 'capacity.unheld', reason: reasonOf(error) };
    throw isBlueGreenError(error) && error.code === 'ACCESS_DENIED' ? deniedHolding(error) : error;
  });
  look();
  return [event, (await reading) as Read];
}

async function suspend(context: Context, intent: HoldChange, onSuspended: () => void): Promise<HoldEvent> {
  const { groups } = intent;
  const suspending = groups.map((group) => context.capacity.suspend(group.autoScalingGroup, group.held));
  // All answers first: one that lands after a restoration would never be taken back.
  const refused = (await Promise.allSettled(suspending)).find((answer) => answer.status === 'rejected');
  if (refused) throw refused.reason as Error;
  onSuspended();
  const running = await untilNone(context, intent, ({ suspended, held }) =>
    held.filter((process) => !suspended.includes(process)),
  );
  if (running.length === 0) return { type: 'capacity.held', groups };
  throw new BlueGreenError(
    'CAPACITY_REFUSED',
    'Auto Scaling took the suspension of scaling processes, but does not show it.',
    'See whether another tool resumes them, then run the same command again.',
    { evidence: running },
  );
}

/** Never throws: the steps have ended by now, and how is what counts. */
async function letGo(context: Context, held: Held, intent: HoldChange): Promise<BlueGreenEvent> {
  const restoring: HoldChange = { ...intent, kind: 'restore-capacity' };
  try {
    const step = await held.record(restoring).catch((error: unknown) => {
      // Whoever took this operation over restores; two doing it would undo the other's own hold.
      if (isBlueGreenError(error) && error.code === 'LEASE_LOST') throw error;
      return [];
    });
    const observed = await within(context, LAST_WORD_MS, restoreCapacity(context, restoring));
    step[0]?.done(observed);
    return { type: 'capacity.restored', groups: intent.groups };
  } catch (error) {
    const lost = isBlueGreenError(error) && error.code === 'LEASE_LOST';
    const next = lost ? 'Whoever took this operation over resumes it.' : wayToResume(intent.groups);
    return { type: 'capacity.unrestored', reason: reasonOf(error), next };
  }
}

function deniedHolding(error: BlueGreenError): BlueGreenError {
  return new BlueGreenError(
    error.code,
    error.message,
    `${error.next} Or do without, knowingly: \`holdCapacity: false\` in bluegreen.yaml.`,
    { evidence: error.evidence, cause: error },
  );
}
