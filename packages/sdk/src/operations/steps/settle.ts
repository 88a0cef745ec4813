import type { OperationContext } from '../../domain/context.js';
import { isBlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ResumedOperation } from '../../domain/operations.js';
import type { ResumeMode } from '../../planning/plan-resume.js';
import { isExpired, type LeaseReading } from '../../state/lease-document.js';
import { resumeOperation } from './resume-operation.js';

type Verb = 'deploy' | 'switch' | 'rollback' | 'scale' | 'repair';

/**
 * Settles what a dead operation left behind, before another one plans: a rollback takes a dead switch back, every other
 * verb lets what has moved traffic already come to its end. An operation whose end is known by then (never moved, or
 * rolled back) stands in nobody's way; anything else is thrown.
 *
 * @returns what was settled; null when nothing was left behind.
 */
export async function* settleBefore(
  context: OperationContext,
  lease: LeaseReading | null,
  verb: Verb,
): AsyncGenerator<BlueGreenEvent, ResumedOperation | null, void> {
  const document = lease?.document;
  if (!lease || !document || !isLeftBehind(lease, verb)) return null;
  const { entry, operation } = document;
  // Taking a dead rollback back would be going forward to what it fled from.
  const mode: ResumeMode = verb === 'rollback' && operation.verb === 'switch' ? 'unwind' : 'settle';
  try {
    return yield* resumeOperation(context, { key: entry, lease, mode });
  } catch (error) {
    // Told by its events, and on record; the environment is free and its routes are as they were.
    if (!isBlueGreenError(error) || !standsNoLonger(error.exitCode)) throw error;
    const { id, owner, surface } = operation;
    const unknown = { from: null, to: null, release: null, action: 'close', end: 'failed-unmoved' } as const;
    return { id, verb: operation.verb, owner, surface, ...unknown };
  }
}

function isLeftBehind(lease: LeaseReading, verb: Verb): boolean {
  const document = lease.document!;
  if (document.state === 'held') return isExpired(lease, document);
  if (document.lock && verb !== 'rollback') return false;
  return document.left === 'unfinished' || (document.left === 'deployment' && verb === 'switch');
}

/** Failed without having moved anything, or moved back. */
function standsNoLonger(exitCode: number): boolean {
  return exitCode === 6 || exitCode === 7;
}
