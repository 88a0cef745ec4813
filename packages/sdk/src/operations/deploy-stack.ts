import type { Clock } from '../domain/clock.js';
import { isPassing } from '../domain/error-kinds.js';
import { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type {
  StackDescription,
  StackDiff,
  StackEvent,
  StackInput,
  StackResult,
  Templates,
} from '../domain/infrastructure.js';
import { closedErrors, pause } from './steps/operation-errors.js';

/** What stack operations need: no environment, for there may be none yet. */
export interface StackContext {
  readonly templates: Templates;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly newId: () => string;
}

const POLL_MS = 2_000;
const PROPOSAL_MS = 5 * 60_000;
/** A stack with instances takes minutes; one that takes an hour hangs. */
const STACK_MS = 60 * 60_000;
/** A stack that exists only as a proposal. */
const PROPOSED = 'REVIEW_IN_PROGRESS';

type Steps<Result> = AsyncGenerator<BlueGreenEvent, Result, void>;

/** What a deployment of the stack would change. Leaves nothing behind. */
export function diffStack(context: StackContext, input: StackInput): Operation<StackDiff> {
  return closedErrors(context, diff(context, input));
}

/** Makes or changes the stack and follows it to its end. A refused or failed change is rolled back by CloudFormation. */
export function deployStack(context: StackContext, input: StackInput): Operation<StackResult> {
  return closedErrors(context, deploy(context, input));
}

async function* diff(context: StackContext, input: StackInput): Steps<StackDiff> {
  const { name, exists, changes } = yield* propose(context, input);
  await context.templates.withdraw(input.stack, name, exists);
  return { stack: input.stack, exists, changes };
}

async function* deploy(context: StackContext, input: StackInput): Steps<StackResult> {
  const { templates } = context;
  const { stack } = input;
  const { name, exists, changes } = yield* propose(context, input);
  if (changes.length === 0) {
    await templates.withdraw(stack, name, exists);
    const { status, outputs } = (await templates.describe(stack))!;
    return { stack, exists, changes, changed: false, status, outputs };
  }
  const before = new Set((await templates.events(stack)).map(({ id }) => id));
  await templates.carryOut(stack, name);
  const { status, outputs } = yield* followStack(context, stack, before);
  return { stack, exists, changes, changed: true, status, outputs };
}

async function* propose(context: StackContext, input: StackInput): Steps<StackDiff & { readonly name: string }> {
  const { templates, clock } = context;
  const found = await templates.describe(input.stack);
  const exists = found !== null && found.status !== PROPOSED;
  const keep = exists ? Object.keys(found.parameters).filter((key) => !(key in input.parameters)) : [];
  const name = `bluegreen-${context.newId()}`;
  await templates.propose({ ...input, name, exists, keep });
  const deadlineMs = clock.now() + PROPOSAL_MS;
  for (;;) {
    const { status, reason, changes } = await templates.proposal(input.stack, name);
    const empty = status === 'FAILED' && /didn't contain changes|No updates are to be performed/i.test(reason ?? '');
    if (status === 'CREATE_COMPLETE' || empty) {
      yield { type: 'stack.proposed', stack: input.stack, exists, changes };
      return { stack: input.stack, name, exists, changes };
    }
    if (status === 'FAILED') throw refused(input.stack, reason ?? 'CloudFormation gave no reason.');
    if (clock.now() + POLL_MS > deadlineMs) throw timedOut(input.stack, status);
    await pause(context, POLL_MS);
  }
}

async function* followStack(
  context: StackContext,
  stack: string,
  before: ReadonlySet<string>,
): Steps<StackDescription> {
  const { templates, clock } = context;
  const told = new Set(before);
  const failures: string[] = [];
  const deadlineMs = clock.now() + STACK_MS;
  for (;;) {
    const found = await templates.describe(stack).catch(nullWhenPassing);
    // Events are read after the status, so that an ended stack has told all of them.
    const events = (await templates.events(stack).catch(nullWhenPassing)) ?? [];
    for (const event of events.toReversed().filter(({ id }) => !told.has(id))) {
      told.add(event.id);
      if (event.status.endsWith('_FAILED')) failures.push(lineOf(event));
      yield { type: 'stack.progressed', stack, event };
    }
    if (found && !found.status.endsWith('_IN_PROGRESS')) {
      yield { type: 'stack.finished', stack, status: found.status };
      if (found.status === 'CREATE_COMPLETE' || found.status === 'UPDATE_COMPLETE') return found;
      throw failed(stack, found, failures);
    }
    if (clock.now() + POLL_MS > deadlineMs) throw timedOut(stack, found?.status ?? 'unknown');
    await pause(context, POLL_MS);
  }
}

function nullWhenPassing(error: unknown): null {
  if (isPassing(error)) return null;
  throw error;
}

function lineOf({ logicalId, type, status, reason }: StackEvent): string {
  return `${logicalId} (${type}) ${status}: ${reason ?? 'no reason given'}`;
}

function refused(stack: string, reason: string): BlueGreenError {
  return new BlueGreenError(
    'AWS_REFUSED',
    `The change of stack ${stack} was refused: ${reason}`,
    'Correct it and try again; nothing was changed.',
  );
}

function failed(stack: string, { status, reason }: StackDescription, evidence: readonly string[]): BlueGreenError {
  const back = status.includes('ROLLBACK_COMPLETE') ? 'CloudFormation put everything back.' : 'Look at the stack now.';
  return new BlueGreenError(
    'STACK_FAILED',
    `Stack ${stack} ended as ${status}${reason ? `: ${reason}` : ''}. ${back}`,
    'Correct what the first failed resource names, then run the same command again.',
    { evidence },
  );
}

function timedOut(stack: string, status: string): BlueGreenError {
  return new BlueGreenError(
    'TIMED_OUT',
    `Stack ${stack} is still ${status}; only the wait for it has ended.`,
    `Look again: \`bluegreen infra status --stack ${stack}\`.`,
  );
}
