import type { Color } from '../domain/color.js';
import { BlueGreenError } from '../domain/errors.js';
import type { InstanceProgress } from '../domain/operations.js';
import type { DeploymentGroupState, Deployments } from '../domain/ports.js';
import { releaseOfKey } from '../domain/release.js';
import { instanceId, type FakeDeployment, type FakeState } from './fake-state.js';

export interface FakeFailure {
  /** Such as `AfterInstall`. */
  readonly event: string;
  readonly script: string;
  readonly message: string;
  readonly logTail: string;
}

export interface DeploymentBehavior {
  /** The event fails on the first instance. */
  readonly fails?: FakeFailure;
  /** Never ends. */
  readonly hangs?: boolean;
}

export const LIFECYCLE = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];
const EVENT_MS = 300;

type Progress = Awaited<ReturnType<Deployments['progress']>>;
type Event = InstanceProgress['events'][number];

/** CodeDeploy in memory: one deployment a group at a time, events that take time, a revision that then runs. */
export function fakeDeployments(
  state: FakeState,
  groups: Readonly<Record<Color, string>>,
  all: FakeDeployment[],
  behavior: DeploymentBehavior,
): Deployments {
  const applied = new Set<string>();

  const progressOf = (deployment: FakeDeployment): Progress => {
    const done = Math.floor((state.clock.now() - deployment.startedAt) / EVENT_MS);
    const failedAt = behavior.fails ? LIFECYCLE.indexOf(behavior.fails.event) : -1;
    const failed = failedAt >= 0 && done > failedAt;
    const ended = behavior.hangs || deployment.startedAt === Infinity ? false : failed || done >= LIFECYCLE.length;
    const status = deployment.stopped ? 'Stopped' : failed ? 'Failed' : ended ? 'Succeeded' : 'InProgress';
    const instances = Array.from({ length: state.colors[deployment.color].instances }, (_, index) => {
      const events = LIFECYCLE.map((name, step) => eventOf(name, step, done, index === 0 && failedAt === step, failed));
      return {
        instance: instanceId(deployment.color, index),
        status: status === 'Succeeded' ? ('Succeeded' as const) : ('InProgress' as const),
        events,
      };
    });
    if (status === 'Succeeded') apply(deployment);
    return { status, error: status === 'Failed' ? 'HEALTH_CONSTRAINTS: too many instances failed' : null, instances };
  };

  const eventOf = (name: string, step: number, done: number, fails: boolean, stopped: boolean): Event => {
    const none = { name, script: null, message: null, logTail: null };
    if (fails && done > step) {
      const { script, message, logTail } = behavior.fails!;
      return { ...none, status: 'Failed', script, message, logTail };
    }
    const last = behavior.hangs ? Math.min(done, 3) : done;
    if (step < last)
      return { ...none, status: 'Succeeded', startedAt: step * EVENT_MS, endedAt: (step + 1) * EVENT_MS };
    return { ...none, status: step === last && !stopped ? 'InProgress' : 'Pending' };
  };

  const apply = (deployment: FakeDeployment) => {
    if (applied.has(deployment.id)) return;
    applied.add(deployment.id);
    const ref = releaseOfKey(deployment.location.key) ?? null;
    Object.assign(state.colors[deployment.color], {
      release: ref,
      running: () => ref,
      healthyAt: state.clock.now() + state.settings.healthyAfter,
    });
  };

  const stateOf = (group: string): DeploymentGroupState => {
    const color = (Object.keys(groups) as Color[]).find((candidate) => groups[candidate] === group)!;
    const last = all.filter((deployment) => deployment.group === group).at(-1);
    const status = last ? progressOf(last).status : null;
    return {
      group,
      release: state.colors[color].release,
      location: last?.location ?? null,
      last: last && status ? { id: last.id, status, running: status === 'InProgress' } : null,
    };
  };

  return {
    groups: (_application, names) => Promise.resolve(names.map(stateOf)),
    register: () => Promise.resolve(),
    create({ group, location, token }) {
      if (stateOf(group).last?.running) return Promise.reject(running(group));
      const color = (Object.keys(groups) as Color[]).find((candidate) => groups[candidate] === group)!;
      const id = `d-${String(all.length + 1).padStart(9, '0')}`;
      all.push({ id, group, color, token, location, startedAt: state.clock.now(), stopped: false });
      return Promise.resolve({ deploymentId: id });
    },
    find(_application, group, token) {
      const found = all.filter((deployment) => deployment.group === group && deployment.token === token).at(-1);
      return Promise.resolve(found ? { deploymentId: found.id } : null);
    },
    progress: (id) => Promise.resolve(progressOf(all.find((deployment) => deployment.id === id)!)),
    stop(id) {
      all.find((deployment) => deployment.id === id)!.stopped = true;
      return Promise.resolve();
    },
  };
}

function running(group: string): BlueGreenError {
  return new BlueGreenError(
    'DEPLOYMENT_RUNNING',
    `A deployment runs in ${group}.`,
    'Wait until it ends: `bluegreen status`.',
  );
}
