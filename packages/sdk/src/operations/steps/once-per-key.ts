import type { OperationContext } from '../../domain/context.js';
import { readAgain } from '../../domain/error-kinds.js';
import { BlueGreenError, ERROR_CODES, type ErrorCode } from '../../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import { keyOfCommand, readCommand, writeCommand, type Command, type StoredCommand } from '../../state/command.js';
import { journalKey } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import { isExpired, readLease } from '../../state/lease-document.js';
import { bringToEnd, isAside } from './bring-to-end.js';
import { followOperation } from './follow-operation.js';
import { pause } from './operation-errors.js';

/** The first delivery plans and claims within this; without a trace of it afterwards, it died before it did anything. */
const GRACE_MS = 30_000;
const POLL_MS = 1_000;

export interface Keyed {
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
}

export interface Repeatable<Input extends Keyed, Result extends object> {
  readonly verb: string;
  readonly run: (context: OperationContext, input: Input) => Operation<Result>;
  /** What an operation with the end `done` came to, from its record. */
  readonly resultOf: (entry: JournalDocument, context: OperationContext) => Result | Promise<Result>;
  /**
   * What a command comes to that made no operation of its own the first time. Null, and by default: what a dry run tells
   * now.
   */
  readonly idle?: (context: OperationContext, input: Input, found: Idle) => Promise<Result | null>;
  /** What `idle` has to know of it later. */
  readonly foundIdle?: (result: Result) => Idle;
}

type Idle = NonNullable<Command['idle']>;

/**
 * Runs a command once for each idempotency key. The first delivery reserves the operation's identifier; a later one
 * follows that operation if it runs, finishes it if its driver died, and gets its result without acting. What was refused
 * before it held anything has done nothing, and is tried anew.
 *
 * @throws the recorded error of an operation that did not end well; USAGE_INVALID for a key that is none.
 */
export async function* oncePerKey<Input extends Keyed, Result extends object>(
  context: OperationContext,
  input: Input,
  repeatable: Repeatable<Input, Result>,
): Operation<Result> {
  const { verb, run, resultOf } = repeatable;
  if (input.idempotencyKey === undefined || input.dryRun) return yield* run(context, input);
  const key = keyOfCommand(input.idempotencyKey);
  let { mine, command } = await reserve(context, key, verb);
  for (;;) {
    if (mine) return yield* runFirst(context, input, command, repeatable);
    yield { type: 'command.repeated', operationId: command.command.id };
    const { idle } = command.command;
    if (idle) {
      const told = await repeatable.idle?.(context, input, idle);
      return told ?? (yield* run(context, { ...input, dryRun: true }));
    }
    const entry = yield* awaitEnd(context, command.command, input);
    if (!diedIdle(entry)) return await resultOf(assertDone(entry), context);
    // It held nothing and changed nothing: this delivery takes its place.
    const taken = await writeCommand(context.documents, key, newCommand(context, verb), command);
    ({ mine, command } = taken ? { mine: true, command: taken } : await reserve(context, key, verb));
  }
}

async function* runFirst<Input extends Keyed, Result extends object>(
  context: OperationContext,
  input: Input,
  stored: StoredCommand,
  { run, foundIdle }: Repeatable<Input, Result>,
): Operation<Result> {
  const { id, startedAt } = stored.command;
  let settled: string | null = null;
  const reserved = { id, startedAtMs: Date.parse(startedAt), settled: (entry: string) => void (settled = entry) };
  const result = yield* run({ ...context, reserved }, input);
  if (('changed' in result && result.changed === false) || settled !== null) {
    const idle = { ...foundIdle?.(result), ...(settled !== null && { entry: settled }) };
    // Best effort: without it a later delivery finds nothing to do either, unless others have moved on.
    await writeCommand(context.documents, stored.key, { ...stored.command, idle }, stored).catch(() => undefined);
  }
  return result;
}

interface Reserved {
  readonly command: StoredCommand;
  /** This delivery is the one that acts. */
  readonly mine: boolean;
}

async function reserve(context: OperationContext, key: string, verb: string): Promise<Reserved> {
  const own = newCommand(context, verb);
  const created = await writeCommand(context.documents, key, own, null);
  if (created) return { command: created, mine: true };
  for (;;) {
    const command = await readCommand(context.documents, key, verb);
    if (!command) throw new BlueGreenError('INTERNAL', `${key} is gone.`, 'Try again.');
    const trace = command.command.idle ? 'entry' : await traceOf(context, command.command);
    if (trace === 'entry') return { command, mine: false };
    // Died before it did anything: this delivery takes its place.
    if (trace === 'none' && command.ageMs >= GRACE_MS) {
      const taken = await writeCommand(context.documents, key, own, command);
      if (taken) return { command: taken, mine: true };
    }
    await pause(context, POLL_MS);
  }
}

function newCommand({ newId, clock }: OperationContext, verb: string): Command {
  return { version: 1, id: newId(), verb, startedAt: new Date(clock.now()).toISOString() };
}

/** `claimed`: its driver holds the lease and has not opened its entry yet. */
type Trace = 'entry' | 'claimed' | 'none';

async function traceOf({ documents }: OperationContext, { id, startedAt }: Command): Promise<Trace> {
  if (await readAgain(() => readEntry(documents, journalKey(Date.parse(startedAt), id)))) return 'entry';
  const lease = await readAgain(() => readLease(documents));
  if (lease?.document?.state !== 'held' || lease.document.operation.id !== id) return 'none';
  // A driver that died between its claim and its first intent has done nothing.
  return isExpired(lease, lease.document) ? 'none' : 'claimed';
}

async function* awaitEnd(
  context: OperationContext,
  { id, verb, startedAt }: Command,
  { timeoutMs }: Keyed,
): AsyncGenerator<BlueGreenEvent, JournalDocument, void> {
  const { documents, clock } = context;
  const key = journalKey(Date.parse(startedAt), id);
  const read = async () => {
    const found = await readAgain(() => readEntry(documents, key));
    if (found) return found.document;
    throw new BlueGreenError('INTERNAL', `${key} is gone.`, 'Run `bluegreen history`.');
  };
  // What holds no lease shows nowhere else that it lives.
  for (let waitedMs = 0; isAside(verb) && waitedMs < GRACE_MS; waitedMs += POLL_MS) {
    const entry = await read();
    if (entry.end !== null) return entry;
    await pause(context, POLL_MS);
  }
  const ended = await read();
  if (ended.end !== null) return ended;
  if (!isAside(verb)) {
    const deadlineMs = timeoutMs === undefined ? Infinity : clock.now() + timeoutMs;
    const { state } = yield* followOperation(context, key, deadlineMs);
    if (state === 'ended') return read();
  }
  yield* bringToEnd(context, key, { mode: 'finish', ...(timeoutMs !== undefined && { timeoutMs }) });
  return read();
}

/** Its driver died before it changed the lease; nothing else is ever changed by it. */
function diedIdle({ verb, end, error }: JournalDocument): boolean {
  return isAside(verb) && end === 'failed-unmoved' && error === null;
}

/** @throws the recorded error of an operation that did not end well. */
export function assertDone(entry: JournalDocument): JournalDocument {
  if (entry.end === 'done') return entry;
  const recorded = entry.error?.code as ErrorCode | undefined;
  const code = recorded !== undefined && recorded in ERROR_CODES ? recorded : 'INTERNAL';
  throw new BlueGreenError(
    code,
    entry.error?.message ?? `The command was delivered before, as operation ${entry.id}, and ended ${entry.end}.`,
    'This is what its first delivery came to; give another idempotency key to have it done anew.',
    { evidence: [`operation ${entry.id}: ${entry.end}`] },
  );
}
