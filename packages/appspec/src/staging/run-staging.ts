import { copyFile } from 'node:fs/promises';
import { createLifecycleHost } from '../lifecycle/create-lifecycle-host.js';
import type { DeploymentFacts, EventOutcome } from '../lifecycle/lifecycle-host.js';
import { inPlaceEvents, type LifecycleEventName } from '../lifecycle-event.js';
import { keepGood, readGood } from './good-revision.js';
import type { GoodRevision, StagingMessage, StagingRequest } from './messages.js';
import type { StagingHome } from './staging-home.js';

export interface StagingRun {
  home: StagingHome;
  /** Put before every absolute destination; '' on a real host. */
  root: string;
  /** Of hook scripts, before the agent's own variables are added. */
  environment: Record<string, string>;
  identity: 'apply' | 'skip';
  request: StagingRequest;
  /** The archive, received whole. */
  archive: string;
  tell: (message: StagingMessage) => void;
  now: () => number;
}

/**
 * Brings a revision to this host as the CodeDeploy agent does. Where an event fails, the revision that was good last
 * goes through the same events; a failing ApplicationStop does not stop that, for it belongs to what has just failed.
 */
export async function runStaging(run: StagingRun): Promise<void> {
  const { home, request, archive, tell } = run;
  const former = await readGood(home);
  const failure = await carryOut(run, request.id, request, archive, false);
  if (failure === null) {
    await keepGood(home, request, archive);
    return tell({ kind: 'ended', outcome: 'done', message: '' });
  }
  if (former === null) {
    const message = `${failure} No earlier release is known to be good on this host.`;
    return tell({ kind: 'ended', outcome: 'degraded', message });
  }
  tell({ kind: 'restoring', release: former.release, digest: former.digest });
  const again = await carryOut(run, `${request.id}-back`, former, home.archive(former.sha256), true);
  if (again === null) return tell({ kind: 'ended', outcome: 'rolled-back', message: failure });
  tell({ kind: 'ended', outcome: 'degraded', message: `${failure} Going back failed too: ${again}` });
}

/** @returns null when every event ended well; else what failed, a full sentence. */
async function carryOut(
  run: StagingRun,
  deploymentId: string,
  revision: GoodRevision,
  archive: string,
  despiteStop: boolean,
): Promise<string | null> {
  const { home, root, environment, identity, now } = run;
  const host = createLifecycleHost({
    ...{ deploymentRoot: home.deploymentRoot, fileSystemRoot: root, environment, identity, now },
    workingDirectory: home.folder,
    async fetchBundle(_facts, file) {
      await copyFile(archive, file);
      return { eTag: null };
    },
  });
  const facts = factsOf(deploymentId, revision);
  for (const event of inPlaceEvents) {
    const outcome = await runEvent(run, event, () => host.runEvent(event, facts));
    if (outcome.status === 'Succeeded' || (despiteStop && event === 'ApplicationStop')) continue;
    return `${event} of ${revision.release} failed: ${outcome.message.replace(/\.?$/, '.')}`;
  }
  return null;
}

async function runEvent(
  { tell, now }: StagingRun,
  event: LifecycleEventName,
  start: () => Promise<EventOutcome>,
): Promise<EventOutcome> {
  const startedAt = now();
  tell({ kind: 'event', event, status: 'InProgress', elapsedMs: 0, script: null, message: '', logTail: '' });
  const outcome = await start();
  const { status, scriptName: script, message, logTail } = outcome;
  tell({ kind: 'event', event, status, elapsedMs: now() - startedAt, script, message, logTail });
  return outcome;
}

/** One group for whatever is deployed here, so that each deployment cleans up after the one before. */
function factsOf(deploymentId: string, { application, key }: GoodRevision): DeploymentFacts {
  return {
    deploymentId,
    applicationName: application,
    deploymentGroupName: 'staging',
    deploymentGroupId: 'staging',
    bundle: { bucket: 'staging', key, version: null, eTag: null, type: 'zip' },
    fileExistsBehavior: 'DISALLOW',
    ignoreApplicationStopFailures: false,
  };
}
