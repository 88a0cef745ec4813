import { z } from 'zod';
import type { OperationContext } from '../../domain/context.js';
import { readAgain } from '../../domain/error-kinds.js';
import { BlueGreenError, ERROR_CODES, type ErrorCode } from '../../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import { commandKey, journalKey } from '../../state/document-keys.js';
import { readEntry } from '../../state/journal.js';
import { isExpired, readLease } from '../../state/lease-document.js';
import { operationId, timestamp, text } from '../../state/schemas.js';
import { parseAs } from '../../state/unreadable.js';
import { followOperation } from './follow-operation.js';
import { pause } from './operation-errors.js';
import { resumeOperation } from './resume-operation.js';

/** The first delivery plans and claims within this; without a trace of it afterwards, it died before it did anything. */
const GRACE_MS = 30_000;
const POLL_MS = 1_000;

export interface Keyed {
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
}

const schema = z.object({ version: z.literal(1), id: operationId, verb: text(50), startedAt: timestamp });
type Command = z.infer<typeof schema>;

/**
 * Runs a command once for each idempotency key. The first delivery reserves the operation's identifier; a later one
 * follows that operation if it runs, finishes it if its driver died, and gets its result without acting.
 *
 * @param resultOf what an operation with the end `done` came to, from its record.
 * @throws the recorded error of an operation that did not end well; USAGE_INVALID for a key that is none.
 */
export async function* oncePerKey<Input extends Keyed, Result>(
  context: OperationContext,
  input: Input,
  run: (context: OperationContext, input: Input) => Operation<Result>,
  resultOf: (entry: JournalDocument) => Result,
  verb = 'command',
): Operation<Result> {
  const { idempotencyKey } = input;
  if (idempotencyKey === undefined || input.dryRun) return yield* run(context, input);
  if (idempotencyKey === '' || idempotencyKey.length > 500) throw badKey();
  const reserved = yield* reserve(context, commandKey(idempotencyKey), verb);
  if (reserved.first) {
    const { id, startedAtMs } = reserved;
    return yield* run({ ...context, reserved: { id, startedAtMs } }, input);
  }
  return resultOf(assertDone(yield* awaitEnd(context, reserved, input)));
}

interface Reserved {
  readonly id: string;
  readonly startedAtMs: number;
  /** This delivery is the one that acts. */
  readonly first: boolean;
}

async function* reserve(
  context: OperationContext,
  key: string,
  verb: string,
): AsyncGenerator<BlueGreenEvent, Reserved, void> {
  const { documents, clock } = context;
  const own: Command = { version: 1, id: context.newId(), verb, startedAt: new Date(clock.now()).toISOString() };
  const body = `${JSON.stringify(own, null, 2)}\n`;
  const mine = { id: own.id, startedAtMs: Date.parse(own.startedAt), first: true };
  let failure: unknown;
  const created = await documents.create(key, body).catch((error: unknown) => void (failure = error));
  if (created) return mine;
  for (;;) {
    const found = await readAgain(() => documents.read(key));
    if (!found) throw (failure as Error | undefined) ?? new BlueGreenError('INTERNAL', `${key} is gone.`, 'Try again.');
    const { id, startedAt } = parseAs(schema, key, found.body);
    if (id === own.id) return mine;
    const startedAtMs = Date.parse(startedAt);
    const trace = await traceOf(context, id, startedAtMs);
    if (trace === 'entry') {
      yield { type: 'command.repeated', operationId: id };
      return { id, startedAtMs, first: false };
    }
    // Died before it did anything: this delivery takes its place.
    const gone = trace === 'none' && found.ageMs >= GRACE_MS;
    if (gone && (await documents.replace(key, body, found.version))) return mine;
    await pause(context, POLL_MS);
  }
}

/** `claimed`: its driver holds the lease and has not opened its entry yet. */
type Trace = 'entry' | 'claimed' | 'none';

async function traceOf({ documents }: OperationContext, id: string, startedAtMs: number): Promise<Trace> {
  if (await readAgain(() => readEntry(documents, journalKey(startedAtMs, id)))) return 'entry';
  const lease = await readAgain(() => readLease(documents));
  if (lease?.document?.state !== 'held' || lease.document.operation.id !== id) return 'none';
  // A driver that died between its claim and its first intent has done nothing.
  return isExpired(lease, lease.document) ? 'none' : 'claimed';
}

async function* awaitEnd(
  context: OperationContext,
  { id, startedAtMs }: Reserved,
  { timeoutMs }: Keyed,
): AsyncGenerator<BlueGreenEvent, JournalDocument, void> {
  const key = journalKey(startedAtMs, id);
  const ended = await readAgain(() => readEntry(context.documents, key));
  if (ended && ended.document.end !== null) return ended.document;
  const deadlineMs = timeoutMs === undefined ? Infinity : context.clock.now() + timeoutMs;
  const { state } = yield* followOperation(context, key, deadlineMs);
  if (state !== 'ended') yield* resumeOperation(context, await unfinished(context, key, timeoutMs));
  const found = await readAgain(() => readEntry(context.documents, key));
  if (found) return found.document;
  throw new BlueGreenError('INTERNAL', `${key} is gone.`, 'Run `bluegreen history`.');
}

async function unfinished({ documents }: OperationContext, key: string, timeoutMs: number | undefined) {
  return { key, lease: await readLease(documents), mode: 'finish' as const, ...(timeoutMs && { timeoutMs }) };
}

function assertDone(entry: JournalDocument): JournalDocument {
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

function badKey(): BlueGreenError {
  return new BlueGreenError('USAGE_INVALID', 'An idempotency key has 1 to 500 characters.', 'Give another key.');
}
