import type { OperationContext } from '../../domain/context.js';
import { isPassing } from '../../domain/error-kinds.js';
import type { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { InstanceProgress } from '../../domain/operations.js';
import type { Deployments } from '../../domain/ports.js';
import { say, toldError } from '../../narration/say.js';
import { aborted, FIRST_DELAY_MS, longerDelay, pause } from './operation-errors.js';

export type Progress = Awaited<ReturnType<Deployments['progress']>>;
type InstanceEvent = InstanceProgress['events'][number];

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Stopped']);
/** Lines of a script's log that a failure shows. */
const LOG_LINES = 20;

/**
 * Follows a deployment to its end and tells every change of every lifecycle event of every instance exactly once.
 *
 * @throws DEPLOYMENT_FAILED or DEPLOYMENT_STOPPED with scripts and log tails; TIMED_OUT at the deadline, while the
 * deployment goes on.
 */
export async function* followDeployment(
  context: OperationContext,
  deploymentId: string,
  deadlineMs: number,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const startedAt = context.clock.now();
  const told = new Set<string>();
  let delay = FIRST_DELAY_MS;
  for (;;) {
    if (context.signal?.aborted) throw goesOn(deploymentId, context.signal.reason);
    const progress = await context.deployments.progress(deploymentId).catch((error: unknown) => {
      if (isPassing(error)) return null;
      throw error;
    });
    const news = progress ? newsOf(deploymentId, progress, told) : [];
    yield* news;
    if (progress && ENDED.has(progress.status)) {
      const elapsedMs = context.clock.now() - startedAt;
      yield { type: 'deployment.finished', deploymentId, status: progress.status, elapsedMs };
      if (progress.status === 'Succeeded') return;
      throw endedBadly(deploymentId, progress);
    }
    delay = news.length > 0 ? FIRST_DELAY_MS : delay;
    if (context.clock.now() + delay > deadlineMs) throw timedOut(deploymentId, progress);
    await pause(context, delay).catch((error: unknown) => {
      throw context.signal?.aborted ? goesOn(deploymentId, error) : error;
    });
    delay = longerDelay(delay);
  }
}

/** What has not been told yet, in the order of instances and events. */
export function newsOf(deploymentId: string, progress: Progress, told: Set<string>): BlueGreenEvent[] {
  return progress.instances.flatMap(({ instance, events }) =>
    events.flatMap((event): BlueGreenEvent[] => {
      const key = `${instance} ${event.name} ${event.status}`;
      if (event.status === 'Pending' || event.status === 'Unknown' || told.has(key)) return [];
      told.add(key);
      return [changeOf(deploymentId, instance, event), ...failureOf(deploymentId, instance, event)];
    }),
  );
}

function changeOf(
  deploymentId: string,
  instance: string,
  { name, status, startedAt, endedAt }: InstanceEvent,
): BlueGreenEvent {
  const elapsed = startedAt !== undefined && endedAt !== undefined ? { elapsedMs: endedAt - startedAt } : {};
  return { type: 'lifecycle.changed', deploymentId, instance, event: name, status, ...elapsed };
}

function failureOf(deploymentId: string, instance: string, event: InstanceEvent): BlueGreenEvent[] {
  if (event.status !== 'Failed') return [];
  const message = event.message ?? 'The event failed without a message.';
  return [
    {
      type: 'lifecycle.failed',
      deploymentId,
      instance,
      event: event.name,
      script: event.script,
      message,
      logTail: linesOf(event),
    },
  ];
}

function linesOf({ logTail }: InstanceEvent): string[] {
  return (logTail ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-LOG_LINES);
}

function endedBadly(id: string, { status, error, instances }: Progress): BlueGreenError {
  const failed = instances.flatMap(({ instance, events }) =>
    events.filter((event) => event.status === 'Failed').map((event) => ({ instance, event })),
  );
  const evidence = [
    ...(error ? [error] : []),
    ...failed.flatMap(({ instance, event }) => [
      `${instance} ${event.name}${event.script ? ` ${event.script}` : ''}: ${event.message ?? 'failed'}`,
      ...linesOf(event).map((line) => `  ${line}`),
    ]),
  ];
  if (error?.startsWith('ALARM_ACTIVE')) return alarmed(id, error, evidence);
  const [first] = failed;
  const where = first ? ` in ${first.event.name} on ${first.instance}` : '';
  return status === 'Stopped'
    ? toldError('DEPLOYMENT_STOPPED', say('deployment.stopped', { id }), say('deployment.stopped.next'), { evidence })
    : toldError('DEPLOYMENT_FAILED', say('deployment.failed', { id, where }), say('deployment.failed.next', { id }), {
        evidence,
      });
}

/** AWS names the alarms at the end of its message, after a colon. */
function alarmed(id: string, error: string, evidence: readonly string[]): BlueGreenError {
  const named = /: ([\w.\-/, ]+?)\.?$/.exec(error.slice('ALARM_ACTIVE'.length + 1))?.[1];
  const alarms = named ?? error;
  const next = named
    ? say('deployment.alarmed.next', { alarms: named.replaceAll(',', '') })
    : say('deployment.stopped.next');
  return toldError('DEPLOYMENT_STOPPED', say('deployment.alarmed', { id, alarms }), next, { evidence });
}

function timedOut(deploymentId: string, progress: Progress | null): BlueGreenError {
  const id = deploymentId;
  const told = say('deployment.late', { id, status: progress?.status ?? 'running' });
  return toldError('TIMED_OUT', told, say('deployment.late.next', { id }), {
    evidence: (progress?.instances ?? []).map(({ instance, status }) => `${instance}: ${status}`),
  });
}

function goesOn(deploymentId: string, cause: unknown): BlueGreenError {
  return aborted(say('stopped.deployment', { id: deploymentId }), cause);
}
