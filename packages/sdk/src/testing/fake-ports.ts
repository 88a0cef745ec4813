import type { Color } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { Route } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import { COLOR_HEADER } from '../domain/names.js';
import type { Deployments, Documents, ProbeAnswer } from '../domain/ports.js';
import { GROUP_ARNS, type FakeState } from './fake-state.js';
import type { FakeWorld } from './fake-world.js';
import type { Effect, Fault, PortCall } from './faults.js';

type Ports = Pick<
  OperationContext,
  'traffic' | 'targets' | 'capacity' | 'deployments' | 'artifacts' | 'alarms' | 'documents' | 'probe'
>;

interface Parts {
  readonly state: FakeState;
  readonly objects: Map<string, number>;
  readonly alarms: Readonly<Record<string, 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING'>>;
  /** Auto Scaling groups. */
  readonly groups: Readonly<Record<Color, string>>;
  readonly deployments: Deployments;
  readonly documents: Documents;
  readonly faults: readonly Fault[];
  readonly calls: PortCall[];
  readonly productionUrl: string;
  readonly strays: readonly Route[];
  readonly world: () => FakeWorld;
}

const BUNDLE_BYTES = 1_000;
const TEST_PORT = 8080;

/** All ports over one state; every call is counted and may meet a fault. */
export function fakePorts(parts: Parts): Ports {
  const { state } = parts;
  const meet = (call: PortCall, detail = ''): Effect | null => {
    parts.calls.push(call);
    const nth = parts.calls.filter((made) => made === call).length;
    return parts.faults.map((fault) => fault(call, nth, parts.world(), detail)).find((effect) => effect) ?? null;
  };
  const run = async <Result>(call: PortCall, act: () => Promise<Result> | Result): Promise<Result> => {
    const effect = meet(call);
    if (effect?.kind === 'refuse') throw effect.error;
    const result = await act();
    if (effect?.kind === 'lose-answer') throw connectionLost(call);
    return result;
  };
  return {
    traffic: trafficOf(parts, meet, run),
    probe: probeOf(parts, meet),
    targets: {
      groups: (names) => run('targets.groups', () => names.map(groupNamed)),
      health: (arn) => run('targets.health', () => state.targets(arn === GROUP_ARNS.blue ? 'blue' : 'green')),
    },
    capacity: {
      describe: (names) =>
        run('capacity.describe', () => {
          const colors = (['blue', 'green'] as const).filter((color) => names.includes(parts.groups[color]));
          return new Map(colors.map((color) => [parts.groups[color], capacityOf(state.colors[color].instances)]));
        }),
    },
    deployments: {
      groups: (...args) => run('deployments.groups', () => parts.deployments.groups(...args)),
      register: (...args) => run('deployments.register', () => parts.deployments.register(...args)),
      create: (...args) => run('deployments.create', () => parts.deployments.create(...args)),
      find: (...args) => run('deployments.find', () => parts.deployments.find(...args)),
      progress: (...args) => run('deployments.progress', () => parts.deployments.progress(...args)),
      stop: (...args) => run('deployments.stop', () => parts.deployments.stop(...args)),
    },
    artifacts: {
      find: (bucket, key) =>
        run('artifacts.find', () => {
          const bytes = parts.objects.get(key);
          return bytes === undefined ? null : { bucket, key, bytes };
        }),
      upload: (bucket, key, _file, onProgress) =>
        run('artifacts.upload', () => {
          onProgress(BUNDLE_BYTES, BUNDLE_BYTES);
          parts.objects.set(key, BUNDLE_BYTES);
          return { bucket, key };
        }),
    },
    alarms: {
      states: (names) =>
        run('alarms.states', () => names.map((name) => ({ name, state: parts.alarms[name] ?? 'MISSING' }))),
    },
    documents: {
      read: (...args) => run('documents.read', () => parts.documents.read(...args)),
      create: (...args) => run('documents.create', () => parts.documents.create(...args)),
      replace: (...args) => run('documents.replace', () => parts.documents.replace(...args)),
      list: (...args) => run('documents.list', () => parts.documents.list(...args)),
    },
  };
}

type Meet = (call: PortCall, detail?: string) => Effect | null;
type Run = <Result>(call: PortCall, act: () => Promise<Result> | Result) => Promise<Result>;

function trafficOf({ state, strays }: Parts, meet: Meet, run: Run): Ports['traffic'] {
  return {
    routes: () =>
      run('traffic.routes', () => {
        const ours = Object.values(GROUP_ARNS);
        const names = (actions: (typeof state.routes)[number]['actions']) =>
          actions.some(
            (action) => action.type === 'forward' && action.groups.some((g) => ours.includes(g.targetGroupArn)),
          );
        const rules = state.routes.filter((route) => route.kind === 'rule' && names(route.actions));
        const routes = [...state.routes.filter((route) => route.kind === 'listener'), ...rules];
        const { testListener } = state.settings;
        return {
          routes,
          strays,
          testListenerPort: testListener ? TEST_PORT : null,
          testProtocol: testListener ? ('http' as const) : null,
        };
      }),
    async read(route) {
      const effect = meet('traffic.read');
      if (effect?.kind === 'refuse') throw effect.error;
      const stands = state.routes.find((candidate) => candidate.arn === route.arn)!.actions;
      await Promise.resolve();
      return effect?.kind === 'stale' ? (state.former.get(route.arn) ?? stands) : stands;
    },
    async write(route, actions) {
      const effect = meet('traffic.write');
      if (effect?.kind === 'refuse') throw effect.error;
      await Promise.resolve();
      if (effect?.kind !== 'drop') state.write(route.arn, actions);
      if (effect?.kind === 'lose-answer') throw connectionLost('traffic.write');
    },
  };
}

function probeOf({ state, productionUrl }: Parts, meet: Meet): Ports['probe'] {
  return {
    async get(url, { headers }) {
      const byName = headers?.[COLOR_HEADER] as Color | undefined;
      const color = url.startsWith(`${productionUrl}/`) ? state.colorForClients() : (byName ?? null);
      const effect = meet('probe.get', `${byName ? 'test' : 'production'}:${color}`);
      await Promise.resolve();
      state.clock.advance(1);
      const right = answerOf(state, color, new URL(url).pathname);
      return effect?.kind === 'answer' ? { ...right, ...effect.answer } : right;
    },
  };
}

function answerOf(state: FakeState, color: Color | null, path: string): ProbeAnswer {
  const report = color && state.version(color);
  if (!report) return { status: 503, body: 'Service Unavailable', failure: null, elapsedMs: 1 };
  return { status: 200, body: path === '/version' ? JSON.stringify(report) : 'ok', failure: null, elapsedMs: 1 };
}

function groupNamed(nameOrArn: string) {
  const arn = Object.values(GROUP_ARNS).find((known) => known === nameOrArn || known.includes(`/${nameOrArn}/`));
  if (!arn)
    throw new BlueGreenError('RESOURCE_MISSING', `No target group ${nameOrArn}.`, 'Run `bluegreen config explain`.');
  return { arn, name: arn.split('/')[1]! };
}

function capacityOf(instances: number) {
  return { desired: instances, min: 0, max: 4, inService: instances };
}

function connectionLost(call: PortCall): BlueGreenError {
  return new BlueGreenError('ENDPOINT_UNREACHABLE', `The connection broke before ${call} was answered.`, 'Try again.');
}
