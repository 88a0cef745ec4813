import type { AlarmConfiguration, Deployment, DeploymentGroup } from '../state.js';
import type { World } from '../world.js';
import { rollsBackOn } from './rolls-back-on.js';

/** Looks at the alarms until one stops the deployment (contract C9: ALARM_ACTIVE) or the signal says that it has ended. */
export async function watchAlarms(
  world: World,
  deployment: Deployment,
  group: DeploymentGroup,
  ended: AbortSignal,
): Promise<void> {
  if (!alarmsOf(deployment, group)) return;
  const signal = AbortSignal.any([ended, world.signal]);
  for (;;) {
    if (stopOnAlarm(world, deployment, group)) return;
    await world.clock.sleep(world.limits.pollMs, signal).catch(() => undefined);
    if (signal.aborted) return;
  }
}

/**
 * Stops the deployment when an alarm rings or cannot be asked for. What CodeDeploy starts by itself is let through: a
 * rollback under the very alarm that asked for it, and the revision of an instance that Auto Scaling brings up.
 */
export function stopOnAlarm(world: World, deployment: Deployment, group: DeploymentGroup): boolean {
  if (deployment.stop) return true;
  const configuration = alarmsOf(deployment, group);
  const message = configuration ? reasonToStop(world, configuration) : null;
  if (message === null) return false;
  const rollback = rollsBackOn(deployment.autoRollback, 'DEPLOYMENT_STOP_ON_ALARM');
  deployment.stop = { rollback, error: { code: 'ALARM_ACTIVE', message } };
  world.changed();
  return true;
}

function alarmsOf({ overrideAlarms, creator }: Deployment, { settings }: DeploymentGroup): AlarmConfiguration | null {
  const configuration = overrideAlarms ?? settings.alarmConfiguration;
  return configuration?.enabled && creator === 'user' ? configuration : null;
}

function reasonToStop(
  { alarms }: World,
  { alarms: watched, ignorePollAlarmFailure }: AlarmConfiguration,
): string | null {
  const states = watched.map(({ name }) => ({ name, state: alarms.stateOf(name) }));
  const namesIn = (state: string | undefined) =>
    states.flatMap((alarm) => (alarm.state === state ? alarm.name : [])).join(', ');
  const ringing = namesIn('ALARM');
  if (ringing) return `The deployment was stopped because these CloudWatch alarms are active: ${ringing}`;
  const unknown = namesIn(undefined);
  if (!unknown || ignorePollAlarmFailure) return null;
  return `The deployment was stopped because the state of these CloudWatch alarms could not be read: ${unknown}`;
}
