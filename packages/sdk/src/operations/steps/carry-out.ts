import type { OperationContext } from '../../domain/context.js';
import { isBlueGreenError, type BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { Change, JournalDocument, JournalStep } from '../../domain/journal.js';
import type { EndState } from '../../domain/operations.js';
import { intendedAfter } from '../../planning/find-drift.js';
import type { JournalEntry } from '../../state/journal-entry.js';
import type { Lease, Leaving } from '../../state/lease.js';
import type { LeaseDocument } from '../../state/lease-document.js';
import { recordedMove } from '../../state/recorded-move.js';
import { toBlueGreenError } from './operation-errors.js';
import type { Held, RecordedStep } from './under-lease.js';
import { within } from './within.js';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/** Bound on each of the two last words, so that a stop on request ends in bounded time. */
const LAST_WORD_MS = 20_000;
/** Bound on the writing of an intent; nothing is changed when it is overrun. */
const RECORD_MS = 30_000;

/** Runs steps under a granted lease, on record in the entry; closes the entry and releases the lease in every ending. */
export async function* carryOut<Result>(
  context: OperationContext,
  lease: Lease,
  entry: JournalEntry,
  steps: (held: Held) => Steps<Result>,
): Steps<Result> {
  const { held, ending, noted } = hold(context, lease, entry);
  let closed = false;
  const close = (end: EndState, error: BlueGreenError | null) => {
    closed = true;
    return closeBoth(context, lease, entry, { end: ending.end ?? end, left: ending.left, error, noted: noted() });
  };
  const operationId = lease.operation.id;
  try {
    yield { type: 'lease.acquired', operation: lease.operation };
    const result = yield* steps(held);
    const { told, robbed } = await close('done', null);
    yield* told;
    // Whoever took over decides how it ends, so that this result is nobody's to promise.
    if (robbed) throw robbed;
    yield { type: 'lease.released', operationId };
    return result;
  } catch (error) {
    const cause = toBlueGreenError(error, context);
    if (closed) throw cause;
    yield* (await close(cause.exitCode === 8 ? 'needs-attention' : 'failed-unmoved', cause)).told;
    // Who was robbed has nothing left to free.
    if (cause.code !== 'LEASE_LOST') yield { type: 'lease.released', operationId };
    throw cause;
  } finally {
    if (!closed) await close('failed-unmoved', null);
  }
}

interface Ending {
  end: EndState | null;
  left: 'deployment' | 'unfinished' | null;
}

interface Holding {
  readonly held: Held;
  readonly ending: Ending;
  /** What was noted and not written yet. */
  readonly noted: () => Partial<JournalDocument>;
}

function hold(context: OperationContext, lease: Lease, entry: JournalEntry): Holding {
  const ending: Ending = { end: null, left: null };
  const now = () => new Date(context.clock.now()).toISOString();
  let steps = entry.document.steps;
  let noted: Partial<JournalDocument> = {};
  const settle = ({ number }: Pick<JournalStep, 'number'>, observed: string) => {
    const endedAt = now();
    steps = steps.map((step) => (step.number === number ? { ...step, endedAt, observed } : step));
    noted = { ...noted, steps };
  };
  const record = async (...changes: Change[]): Promise<readonly RecordedStep[]> => {
    lease.assertHeld();
    const startedAt = now();
    const first = steps.length + 1;
    const added = changes.map((change, index) => ({
      ...{ number: first + index, change, startedAt },
      ...{ endedAt: null, observed: null },
    }));
    steps = [...steps, ...added];
    const patch = { ...noted, steps };
    noted = {};
    await within(context, RECORD_MS, entry.write(patch));
    lease.assertHeld();
    return added.map((step) => ({ done: (observed: string) => settle(step, observed) }));
  };
  const held: Held = {
    operation: lease.operation,
    get document() {
      return { ...entry.document, ...noted };
    },
    record,
    settle,
    assertHeld: () => lease.assertHeld(),
    note: (patch) => void (noted = { ...noted, ...patch }),
    endAs: (end) => void (ending.end = end),
    leaveOpen: (left) => void (ending.left = left),
  };
  return { held, ending, noted: () => noted };
}

/** What a lease says of an operation that has been at work: where its routes should be, and its move. */
export function lastWords(lease: LeaseDocument, ended: JournalDocument): Pick<Leaving, 'intended' | 'lastMove'> {
  const moved = recordedMove(ended);
  return { intended: intendedAfter(lease.intended ?? null, ended), ...(moved && { lastMove: moved }) };
}

interface Closing {
  readonly end: EndState;
  readonly left: Ending['left'];
  readonly error: BlueGreenError | null;
  readonly noted: Partial<JournalDocument>;
}

interface Closed {
  readonly told: readonly BlueGreenEvent[];
  /** Somebody took the operation over before it was closed. */
  readonly robbed: BlueGreenError | null;
}

/**
 * Journal first, then lease. A failure of either must not hide how the work itself ended, so it is told as an event; only
 * that somebody has taken over is more than that.
 */
async function closeBoth(
  context: OperationContext,
  lease: Lease,
  entry: JournalEntry,
  { end, left, error, noted }: Closing,
): Promise<Closed> {
  const told: BlueGreenEvent[] = [];
  let robbed: BlueGreenError | null = null;
  const lost = error?.code === 'LEASE_LOST';
  // Whoever took over writes the end. If nobody has yet, what was begun is left to whoever comes.
  const leaving = left ?? (lost && entry.document.steps.length > 0 ? 'unfinished' : null);
  const attempt = async (record: 'journal' | 'lease', act: () => Promise<void>): Promise<boolean> => {
    try {
      await within(context, LAST_WORD_MS, act());
      return true;
    } catch (refused) {
      if (isBlueGreenError(refused) && refused.code === 'LEASE_LOST') {
        // Once the journal has the end, the lease is only to be freed, and who has it now sees to that.
        if (record === 'journal') robbed = refused;
        if (lost || robbed) return false;
      }
      told.push({
        type: 'record.unwritten',
        record,
        reason: isBlueGreenError(refused) ? refused.message : String(refused),
      });
      return false;
    }
  };
  const ended = { endedAt: new Date(context.clock.now()).toISOString(), end };
  const failure = error && { code: error.code, message: error.message };
  const patch = { ...noted, error: failure, ...(leaving ? {} : ended) };
  const written = await attempt('journal', () => entry.write(patch));
  const behind: Leaving = written
    ? { left: leaving ?? 'nothing', ...lastWords(lease.document, entry.document) }
    : { left: 'unfinished' };
  await attempt('lease', () => lease.release(behind));
  return { told, robbed };
}
