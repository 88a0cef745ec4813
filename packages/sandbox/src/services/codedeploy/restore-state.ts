import { defaultConfigs } from './default-configs.js';
import { skipRest } from './engine/run-target.js';
import { isOver, type CodeDeployState } from './state.js';
import type { World } from './world.js';

/** Takes up a saved state. Deployments that were under way have lost their engine: they end as failed. */
export function restoreState(world: World, saved: CodeDeployState): void {
  world.state = { ...structuredClone(saved), configs: { ...structuredClone(saved.configs), ...defaultConfigs() } };
  for (const deployment of world.state.deployments) {
    if (isOver(deployment)) continue;
    const now = world.clock.now();
    for (const target of deployment.targets ?? []) {
      for (const event of target.events) {
        if (event.status !== 'InProgress') continue;
        event.status = 'Failed';
        event.endTime = now;
        event.diagnostics = {
          errorCode: 'UnknownError',
          scriptName: null,
          message: 'The agent was restarted during this event',
          logTail: '',
        };
      }
      if (target.status === 'InProgress') skipRest(world, target, 'Failed');
      if (target.status === 'Pending') skipRest(world, target, 'Skipped');
    }
    deployment.status = 'Failed';
    deployment.error = { code: 'INTERNAL_ERROR', message: 'The sandbox was stopped while this deployment was running' };
    deployment.completeTime = now;
  }
}
