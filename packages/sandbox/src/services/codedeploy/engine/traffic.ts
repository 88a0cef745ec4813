import type { EventOutcome } from '@bluegreen/appspec';
import type { Deployment } from '../state.js';
import type { World } from '../world.js';

const done: EventOutcome = {
  status: 'Succeeded',
  errorCode: 'Success',
  scriptName: null,
  message: 'Succeeded',
  logTail: '',
};

/** Takes the instance out of its target groups and waits out the draining (contract C2). */
export async function blockTraffic(world: World, deployment: Deployment, instanceId: string): Promise<EventOutcome> {
  const arns = arnsOf(world, deployment);
  for (const arn of arns) world.registration.deregister(arn, [instanceId]);
  const delays = arns.map((arn) => world.registration.deregistrationDelayMs(arn));
  await world.clock.sleep(Math.max(0, ...delays), world.signal);
  return done;
}

/** Puts the instance back and waits until every target group finds it healthy. */
export async function allowTraffic(world: World, deployment: Deployment, instanceId: string): Promise<EventOutcome> {
  const { registration, clock, limits, signal } = world;
  const arns = arnsOf(world, deployment);
  for (const arn of arns) registration.register(arn, [{ id: instanceId }]);
  const stateIn = (arn: string): string =>
    registration.health(arn).find(({ id }) => id === instanceId)?.state ?? 'unused';
  for (let waited = 0; ; waited += limits.pollMs) {
    const waiting = arns.filter((arn) => stateIn(arn) !== 'healthy');
    if (waiting.length === 0) return done;
    if (deployment.stop || waited >= limits.allowTrafficMs) {
      const states = waiting.map((arn) => `${arn}: ${stateIn(arn)}`).join(', ');
      const message = `${instanceId} did not become healthy behind the load balancer in ${waited / 1_000} seconds (${states})`;
      return { ...done, status: 'Failed', errorCode: 'UnknownError', message };
    }
    await clock.sleep(limits.pollMs, signal);
  }
}

function arnsOf({ registration }: World, deployment: Deployment): string[] {
  return deployment.targetGroups.map((name) => registration.arnOf?.(name) ?? name);
}
