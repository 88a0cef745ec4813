import { mkdir } from 'node:fs/promises';
import { scriptableEvents } from '../lifecycle-event.js';
import type { LifecycleEventName } from '../lifecycle-event.js';
import { downloadBundle } from './download-bundle.js';
import type { EventRun } from './event-run.js';
import { failed, succeeded } from './hook-failure.js';
import { layoutOf } from './host-layout.js';
import { install } from './install.js';
import type { DeploymentFacts, EventOutcome, LifecycleHost, LifecycleHostOptions } from './lifecycle-host.js';
import { clearOngoing, markOngoing, takeInterrupted } from './ongoing-event.js';
import { runHooks } from './run-hooks.js';
import { createScriptLog } from './script-log.js';

/**
 * The CodeDeploy agent's part of a deployment on one host (contract C3 to C8), with the service left out: whoever calls
 * says which event comes next. An event that was under way when an earlier host on the same root went down fails once
 * when it is asked for again.
 */
export function createLifecycleHost(options: LifecycleHostOptions): LifecycleHost {
  const now = options.now ?? Date.now;
  let interrupted: Promise<Map<string, string>> | undefined;

  async function carryOut(event: LifecycleEventName, run: EventRun): Promise<void> {
    interrupted ??= takeInterrupted(options.deploymentRoot, now());
    const before = await interrupted;
    const wasAt = before.get(run.facts.deploymentId);
    before.delete(run.facts.deploymentId);
    if (wasAt === event) throw new Error('Failed: the agent was restarted while this event was under way');
    await mkdir(run.layout.deploymentFolder, { recursive: true });
    await markOngoing(run.layout, event);
    try {
      await perform(event, run);
    } finally {
      await clearOngoing(run.layout);
    }
  }

  return {
    async runEvent(event: LifecycleEventName, facts: DeploymentFacts, signal?: AbortSignal): Promise<EventOutcome> {
      try {
        const layout = layoutOf(options.deploymentRoot, facts);
        const log = createScriptLog({ ...layout, deploymentId: facts.deploymentId, now });
        try {
          await carryOut(event, { options, facts, layout, log, signal });
          return succeeded(log.tail());
        } catch (error) {
          return failed(error, log.tail());
        } finally {
          log.close();
        }
      } catch (error) {
        return failed(error, '');
      }
    },
  };
}

async function perform(event: LifecycleEventName, run: EventRun): Promise<void> {
  run.signal?.throwIfAborted();
  if (event === 'DownloadBundle') await downloadBundle(run);
  else if (event === 'Install') await install(run);
  else if (scriptableEvents.includes(event)) await runHooks(event, run);
  else throw new Error(`${event} is done by the CodeDeploy service, not by the agent`);
}
