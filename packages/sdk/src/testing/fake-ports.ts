import type { Color } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { ListenerSnapshot, Route, RuleCondition } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import { COLOR_HEADER } from '../domain/names.js';
import type { Deployments, Documents, Figure, ProbeAnswer } from '../domain/ports.js';
import { fakeCapacity } from './fake-capacity.js';
import { GROUP_ARNS, type FakeState } from './fake-state.js';
import type { FakeWorld } from './fake-world.js';
import type { Effect, Fault, PortCall } from './faults.js';

type Ports = Pick<
  OperationContext,
  'traffic' | 'targets' | 'capacity' | 'deployments' | 'artifacts' | 'alarms' | 'documents' | 'metrics' | 'probe'
>;

interface Parts {
  readonly state: FakeState;
  readonly objects: Map<string, number>;
  readonly alarms: Readonly<Record<string, 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING'>>;
  /** Auto Scaling groups; null: there are none. */
  readonly groups: Readonly<Record<Color, string>> | null;
  readonly deployments: Deployments;
  readonly documents: Documents;
  readonly figures: Figure[];
  readonly faults: readonly Fault[];
  readonly calls: PortCall[];
  readonly productionUrl: string;
  readonly strays: readonly Route[];
  /** Of the rules, in their order. */
  readonly conditions: readonly (readonly RuleCondition[])[];
  readonly world: () => FakeWorld;
}

const BUNDLE_BYTES = 1_000;
const TEST_PORT = 8080;
const FIRST_PORT = 80;

/** All ports over one state; every call is counted and may meet a fault. */
export function fakePorts(parts: Parts): Ports {
  const { state } = parts;
  const commits = new Map<string, string>();
  const meet = (call: PortCall, detail = ''): Effect | null => {
    parts.calls.push(call);
    const nth = parts.calls.filter((made) => made === call).length;
    return parts.faults.map((fault) => fault(call, nth, parts.world(), detail)).find((effect) => effect) ?? null;
  };
  const run: Run = async (call, act) => {
    const effect = meet(call);
    if (effect?.kind === 'refuse') throw effect.error;
    const result = await act(effect);
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
    capacity: fakeCapacity(state, parts.groups, run),
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
          return bytes === undefined ? null : { bucket, key, bytes, commit: commits.get(key) ?? null };
        }),
      list: (_bucket, prefix) =>
        run('artifacts.list', () =>
          [...parts.objects].flatMap(([key, bytes], index) =>
            key.startsWith(prefix) ? [{ key, bytes, uploadedAt: index }] : [],
          ),
        ),
      upload: (bucket, key, _file, onProgress, details) =>
        run('artifacts.upload', () => {
          onProgress(BUNDLE_BYTES, BUNDLE_BYTES);
          parts.objects.set(key, BUNDLE_BYTES);
          if (details?.commit) commits.set(key, details.commit);
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
    metrics: { publish: (figures) => run('metrics.publish', () => void parts.figures.push(...figures)) },
  };
}

type Meet = (call: PortCall, detail?: string) => Effect | null;
export type Run = <Result>(call: PortCall, act: (effect: Effect | null) => Promise<Result> | Result) => Promise<Result>;

function trafficOf({ state, strays, conditions }: Parts, meet: Meet, run: Run): Ports['traffic'] {
  return {
    routes: () =>
      run('traffic.routes', (effect) => {
        const standing = state.routes.map((route) => {
          const actions = effect?.kind === 'stale' ? (state.former.get(route.arn) ?? route.actions) : route.actions;
          return { ...route, actions };
        });
        const ours = Object.values(GROUP_ARNS);
        const names = (actions: (typeof state.routes)[number]['actions']) =>
          actions.some(
            (action) => action.type === 'forward' && action.groups.some((g) => ours.includes(g.targetGroupArn)),
          );
        const rules = standing.filter((route) => route.kind === 'rule' && names(route.actions));
        const routes = [...standing.filter((route) => route.kind === 'listener'), ...rules];
        const { testListener } = state.settings;
        return {
          routes,
          listeners: listenersOf(state, conditions),
          strays: [...strays],
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

/** The listener on which a URL arrives: the first on port 80, the next on 81 and so on. */
function listenerOf(state: FakeState, url: string, productionUrl: string): string | undefined {
  const { hostname, port } = new URL(url);
  if (hostname !== new URL(productionUrl).hostname) return undefined;
  return state.routes.filter((route) => route.kind === 'listener')[Number(port || FIRST_PORT) - FIRST_PORT]?.arn;
}

function listenersOf(state: FakeState, conditions: readonly (readonly RuleCondition[])[]): ListenerSnapshot[] {
  const rules = state.routes.filter((route) => route.kind === 'rule');
  return state.routes
    .filter((route) => route.kind === 'listener')
    .map(({ arn }, index) => ({
      arn,
      port: FIRST_PORT + index,
      protocol: 'http',
      rules: rules.flatMap((rule, nth) => {
        const own = conditions[nth] ?? [{ kind: 'path', values: [`/part${nth}/*`] }];
        return rule.listenerArn === arn ? [{ arn: rule.arn, conditions: own }] : [];
      }),
    }));
}

function probeOf({ state, productionUrl, conditions }: Parts, meet: Meet): Ports['probe'] {
  const rules = state.routes.filter((route) => route.kind === 'rule');
  const ruleFor = (host: string | undefined) =>
    rules.find((_, nth) => conditions[nth]?.some(({ kind, values }) => kind === 'host' && values.includes(host ?? '')));
  return {
    async get(url, { headers }) {
      const byName = headers?.[COLOR_HEADER] as Color | undefined;
      const met = ruleFor(headers?.['host'])?.arn ?? listenerOf(state, url, productionUrl);
      const color = byName ?? (met === undefined ? null : state.colorForClients(met));
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

function connectionLost(call: PortCall): BlueGreenError {
  return new BlueGreenError('ENDPOINT_UNREACHABLE', `The connection broke before ${call} was answered.`, 'Try again.');
}
