import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { BlueGreenEvent, Operation } from '../domain/events.js';
import type { JournalDocument } from '../domain/journal.js';
import type { RollbackInput, RollbackResult } from '../domain/operations.js';
import { readEntry } from '../state/journal.js';
import { moveTraffic } from './move-traffic.js';
import { prepareRollback } from './prepare-move.js';
import { observe, type Observation } from './steps/observe.js';
import { oncePerKey } from './steps/once-per-key.js';
import { closedErrors } from './steps/operation-errors.js';
import { rollbackFigures, withFigures } from './steps/publish-figures.js';
import { settleBefore } from './steps/settle.js';
import { stopRunning } from './steps/stop-running.js';
import { movedResult } from './switch-traffic.js';

/**
 * Moves live traffic back to the colour that served before; a switch whose driver died half way is taken back, which then
 * is the rollback. Only after traffic has left a colour is a deployment that runs there stopped (contract T12).
 */
export function rollback(context: OperationContext, input: RollbackInput = {}): Operation<RollbackResult> {
  const rolling = withFigures(rollbackFigures, run);
  return closedErrors(
    context,
    oncePerKey(context, input, { verb: 'rollback', run: rolling, resultOf: rolledBack, idle: takenBackBefore }),
  );
}

async function* run(context: OperationContext, input: RollbackInput): Operation<RollbackResult> {
  const settled = input.dryRun ? null : yield* settle(context);
  if (settled?.result) return settled.result;
  const prepared = yield* prepareRollback(context, settled?.observation);
  let stoppedDeploymentId: string | null = null;
  const { plan, facts } = prepared;
  const result = yield* moveTraffic(context, prepared, input, async function* (held) {
    const left = plan.from && facts.snapshot.colors[plan.from];
    if (!left?.deployment?.running || input.stopDeployment === false) return;
    const deploymentId = left.deployment.id;
    if (yield* stopRunning(context, held, { color: left.color, deploymentId })) stoppedDeploymentId = deploymentId;
  });
  return { ...result, stoppedDeploymentId };
}

interface Settled {
  readonly observation: Observation;
  /** Of a dead switch that was taken back. */
  readonly result: RollbackResult | null;
}

async function* settle(context: OperationContext): AsyncGenerator<BlueGreenEvent, Settled, void> {
  const first = await observe(context);
  const key = first.lease?.document?.entry;
  const settled = yield* settleBefore(context, first.lease, 'rollback');
  if (!settled || !key) return { observation: first, result: null };
  const observation = await observe(context);
  const entry = (await readEntry(context.documents, key))?.document;
  const undone = entry?.verb === 'switch' && entry.from !== null && entry.from === observation.snapshot.live;
  if (!undone || !entry.plan) return { observation, result: null };
  context.reserved?.settled?.(key);
  return { observation, result: takenBack(entry) };
}

/** The first delivery took a dead switch back, in that one's entry. */
async function takenBackBefore(
  { documents }: OperationContext,
  _input: RollbackInput,
  { entry: key }: { readonly entry?: string },
): Promise<RollbackResult | null> {
  const entry = key === undefined ? null : await readEntry(documents, key);
  return entry && takenBack(entry.document);
}

/** A switch that was taken back, as the rollback that it is. */
function takenBack(entry: JournalDocument): RollbackResult {
  const { plan, from, to, fromRelease, end } = entry;
  if (!plan || !from) throw new BlueGreenError('INTERNAL', `The record of ${entry.id} is no move.`, 'Report this.');
  const moved = { changed: end === 'rolled-back', plan, from: to, live: from, release: fromRelease };
  return { ...moved, elapsedMs: 0, stoppedDeploymentId: null };
}

/** What a rollback on record came to. */
function rolledBack(entry: JournalDocument): RollbackResult {
  const stopped = entry.steps.find(({ change }) => change.kind === 'stop-deployment')?.change;
  const stoppedDeploymentId = stopped?.kind === 'stop-deployment' ? stopped.deploymentId : null;
  return { ...movedResult(entry), stoppedDeploymentId };
}
