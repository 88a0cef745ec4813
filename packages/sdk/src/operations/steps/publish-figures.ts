import type { OperationContext } from '../../domain/context.js';
import { ERROR_CODES, isBlueGreenError, type ErrorCode } from '../../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../../domain/events.js';
import type { JournalDocument } from '../../domain/journal.js';
import type { Figure } from '../../domain/ports.js';
import { toBlueGreenError } from './operation-errors.js';
import { within } from './within.js';

/** Nobody waits longer for a figure. */
const PUBLISH_MS = 2_000;

interface Ending {
  /** The operation did its work. */
  readonly changed: boolean;
  readonly elapsedMs: number;
}

type Figures = (ending: Ending) => readonly Figure[];

const one = (name: Exclude<Figure['name'], 'DeploymentDuration'>): Figure => ({ name, value: 1, unit: 'Count' });

/** What a deployment came to; how long it took is told of those that ended well. */
export const deploymentFigures: Figures = ({ changed, elapsedMs }) =>
  changed
    ? [one('DeploymentSucceeded'), { name: 'DeploymentDuration', value: elapsedMs / 1_000, unit: 'Seconds' }]
    : [one('DeploymentFailed')];

export const rollbackFigures: Figures = ({ changed }) => (changed ? [one('Rollback')] : []);

/** What an operation came to that its own driver did not live to tell, from its record. */
export async function* publishFiguresOf(
  context: OperationContext,
  { verb, end, error, startedAt, endedAt }: JournalDocument,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const figures = verb === 'deploy' ? deploymentFigures : verb === 'rollback' ? rollbackFigures : null;
  if (!figures || end === null || (end !== 'done' && !(error && isFailure(error.code as ErrorCode)))) return;
  const elapsedMs = Date.parse(endedAt ?? startedAt) - Date.parse(startedAt);
  // Two drivers' clocks may differ.
  yield* publish(context, figures({ changed: end === 'done', elapsedMs: Math.max(0, elapsedMs) }));
}

type Run<Input, Result> = (context: OperationContext, input: Input) => Operation<Result>;

/**
 * The same operation, whose figures are published once it has ended. Best effort and bounded: it ends as it would have
 * without. What was refused before it held the environment has no figures, nor what goes on without us.
 */
export function withFigures<Input, Result extends { readonly changed: boolean }>(
  figuresOf: Figures,
  run: Run<Input, Result>,
): Run<Input, Result> {
  return async function* (context, input) {
    const startedAt = context.clock.now();
    const operation = run(context, input);
    const publishing = (changed: boolean) => {
      return publish(context, figuresOf({ changed, elapsedMs: context.clock.now() - startedAt }));
    };
    let begun = false;
    try {
      for (;;) {
        const step = await operation.next();
        if (step.done) {
          if (step.value.changed) yield* publishing(true);
          return step.value;
        }
        begun ||= step.value.type === 'lease.acquired';
        yield step.value;
      }
    } catch (error) {
      if (begun && hasFailed(error, context)) yield* publishing(false);
      throw error;
    } finally {
      await operation.return(undefined as never);
    }
  };
}

/** Somebody else's turn, an older picture, or a wait that ended before the work did: none of these is a failure of it. */
const NO_FAILURES: readonly number[] = [4, 9, 10, 130];

function hasFailed(error: unknown, context: OperationContext): boolean {
  return isFailure(toBlueGreenError(error, context).code);
}

function isFailure(code: ErrorCode): boolean {
  return code !== 'LEASE_LOST' && !NO_FAILURES.includes(ERROR_CODES[code]);
}

async function* publish(
  context: OperationContext,
  figures: readonly Figure[],
): AsyncGenerator<BlueGreenEvent, void, void> {
  if (!context.config.metrics || figures.length === 0) return;
  const enough = new AbortController();
  try {
    await within(context, PUBLISH_MS, context.metrics.publish(figures, enough.signal));
  } catch (error) {
    yield { type: 'metrics.unpublished', reason: isBlueGreenError(error) ? error.message : String(error) };
  } finally {
    // A request that is still on its way must not keep the process.
    enough.abort();
  }
}
