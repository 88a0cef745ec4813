import type { Agent } from '../../../hosts/instance.js';
import type { DeploymentFacts, EventOutcome, LifecycleEventName } from '@bluegreen/appspec';
import { bareETag } from '../revision-location.js';
import type { Deployment } from '../state.js';
import type { World } from '../world.js';
import { allowTraffic, blockTraffic } from './traffic.js';

/** A failure that CodeDeploy itself finds, with no script to blame. */
export function failure(message: string): EventOutcome {
  return { status: 'Failed', errorCode: 'UnknownError', scriptName: null, message, logTail: '' };
}

/** One event on one instance, with the service's own deadlines around the agent's work (contract C8). */
export async function runEvent(
  world: World,
  deployment: Deployment,
  instanceId: string,
  event: LifecycleEventName,
): Promise<EventOutcome> {
  if (event === 'BlockTraffic' || event === 'AllowTraffic') return moveTraffic(world, deployment, instanceId, event);
  const agent = await reachAgent(world, deployment, instanceId);
  if (!agent && deployment.stop) return failure(`${event} was not started: the deployment was stopped`);
  if (!agent) return failure(`The CodeDeploy agent of ${instanceId} did not take up ${event}: is the agent running?`);
  const work = new AbortController();
  try {
    const signal = AbortSignal.any([work.signal, world.signal]);
    // An answer counts only from an agent that could have sent it.
    return await Promise.race([
      answerOf(agent, event, deployment, signal).then((outcome) =>
        agent.alive ? outcome : new Promise<never>(() => {}),
      ),
      overdue(world, event, signal),
      silence(world, instanceId, event, signal),
    ]);
  } finally {
    work.abort();
  }
}

async function moveTraffic(
  world: World,
  deployment: Deployment,
  instanceId: string,
  event: 'BlockTraffic' | 'AllowTraffic',
): Promise<EventOutcome> {
  try {
    return await (event === 'BlockTraffic' ? blockTraffic : allowTraffic)(world, deployment, instanceId);
  } catch (error) {
    // The load balancer's refusal, such as a target group that is gone, is this instance's failure.
    return failure(error instanceof Error ? error.message : String(error));
  }
}

async function answerOf(
  agent: Agent,
  event: LifecycleEventName,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<EventOutcome> {
  try {
    return await agent.runEvent(event, factsOf(deployment), signal);
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

/** The agent once it is there; undefined when it stays silent too long or the deployment is stopped meanwhile. */
async function reachAgent(world: World, deployment: Deployment, instanceId: string): Promise<Agent | undefined> {
  const { limits, clock, signal } = world;
  for (let waited = 0; ; waited += limits.pollMs) {
    const agent = world.agents.agentOf(instanceId);
    if (agent?.alive) return agent;
    if (waited >= limits.eventStartMs || deployment.stop) return undefined;
    await clock.sleep(limits.pollMs, signal);
  }
}

async function overdue(
  { clock, limits }: World,
  event: LifecycleEventName,
  signal: AbortSignal,
): Promise<EventOutcome> {
  const end = clock.now() + limits.eventMs;
  while (clock.now() < end) await clock.sleep(limits.pollMs, signal);
  return failure(`${event} did not end within ${limits.eventMs / 1_000} seconds`);
}

/** Resolves when the agent fell silent for good, or came back: an agent that restarts fails the event it was at. */
async function silence(
  world: World,
  id: string,
  event: LifecycleEventName,
  signal: AbortSignal,
): Promise<EventOutcome> {
  const { clock, limits } = world;
  for (let silentMs = 0; ;) {
    await clock.sleep(limits.pollMs, signal);
    const agent = world.agents.agentOf(id);
    if (agent?.alive) {
      if (silentMs > 0) return failure(`The CodeDeploy agent of ${id} was restarted during ${event}`);
      continue;
    }
    silentMs += limits.pollMs;
    if (silentMs >= (agent ? limits.agentSilenceMs : limits.eventStartMs)) {
      return failure(`The CodeDeploy agent of ${id} stopped answering during ${event}`);
    }
  }
}

function factsOf(deployment: Deployment): DeploymentFacts {
  const { bucket, key, version, eTag, bundleType } = deployment.revision;
  return {
    deploymentId: deployment.id,
    applicationName: deployment.applicationName,
    deploymentGroupName: deployment.groupName,
    deploymentGroupId: deployment.groupId,
    bundle: { bucket, key, version: version ?? null, eTag: bareETag(eTag), type: bundleType },
    fileExistsBehavior: deployment.fileExistsBehavior,
    ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
  };
}
