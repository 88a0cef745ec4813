import { randomInt } from 'node:crypto';
import { applicationOf, findDeployment, type World } from '../world.js';
import { registerRevision } from '../revision-location.js';
import type { Deployment, DeploymentGroup } from '../state.js';
import type { DeploymentRequest } from './deployment-request.js';
import { finishDeployment } from './finish-deployment.js';
import { runDeployment, type Ending } from './run-deployment.js';

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Creates a deployment of the group and sets it going. Checks nothing: that is CreateDeployment's part. */
export function startDeployment(world: World, group: DeploymentGroup, request: DeploymentRequest): Deployment {
  const now = world.clock.now();
  const deployment: Deployment = {
    only: null,
    overrideAlarms: null,
    rollback: null,
    autoUpdateRoot: null,
    updateOutdatedInstancesOnly: false,
    ...request,
    id: newId(world),
    groupName: group.name,
    groupId: group.id,
    previousRevision: group.targetRevision,
    trafficControl: group.settings.trafficControl,
    targetGroups: group.settings.targetGroups,
    createTime: now,
    startTime: null,
    completeTime: null,
    status: 'Created',
    error: null,
    stop: null,
    autoUpdates: [],
    targets: null,
  };
  const revision = registerRevision(applicationOf(world, request.applicationName), request.revision, now);
  revision.firstUsedTime ??= now;
  revision.lastUsedTime = now;
  world.state.deployments.push(deployment);
  if (deployment.only === null) group.lastAttempted = deployment.id;
  world.changed();
  const work = carryOut(world, deployment).finally(() => world.running.delete(deployment.id));
  world.running.set(deployment.id, work);
  return deployment;
}

async function carryOut(world: World, deployment: Deployment): Promise<void> {
  let ending: Ending;
  try {
    ending = await runDeployment(world, deployment);
  } catch (error) {
    // The sandbox is ending: what was under way is settled when it comes back.
    if (world.signal.aborted) return;
    const message = error instanceof Error ? error.message : String(error);
    ending = { status: 'Failed', error: { code: 'INTERNAL_ERROR', message } };
  }
  for (const { group, request, link } of finishDeployment(world, deployment, ending)) {
    link(startDeployment(world, group, request).id);
  }
  world.changed();
}

function newId(world: World): string {
  for (;;) {
    const letters = Array.from({ length: 9 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]);
    const id = `d-${letters.join('')}`;
    if (!findDeployment(world, id)) return id;
  }
}
