import type { OperationContext } from '../domain/context.js';
import type { Operation } from '../domain/events.js';
import type { LiveCommit } from '../domain/operations.js';
import { deployKey } from '../planning/plan-deploy.js';
import { closedErrors } from './steps/operation-errors.js';
import { observe } from './steps/observe.js';

/**
 * The commit that the live release was built from, as it was stored with the bundle. Told by the listener and the
 * bundle, not by the last pipeline: after a rollback it is the former release's again. Changes nothing.
 */
export function liveCommit(context: OperationContext): Operation<LiveCommit> {
  return closedErrors(context, run(context));
}

async function* run(context: OperationContext): Operation<LiveCommit> {
  const { snapshot } = await observe(context);
  yield { type: 'environment.observed', snapshot };
  const { live } = snapshot;
  const release = live && snapshot.colors[live].release;
  if (!release) return { live, release, commit: null };
  const stored = await context.artifacts.find(context.config.bucket, deployKey(context.config, release));
  return { live, release, commit: stored?.commit ?? null };
}
