import type { Color } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { EnvironmentConfig, Route, RouteAction, RuleCondition } from '../domain/environment.js';
import { namesOf } from '../domain/names.js';
import type { Figure } from '../domain/ports.js';
import type { ReleaseRef } from '../domain/release.js';
import { readLiveColor } from '../planning/live-color.js';
import type { JournalDocument } from '../domain/journal.js';
import type { LeaseDocument } from '../state/lease-document.js';
import { JOURNAL_PREFIX, LEASE_KEY } from '../state/document-keys.js';
import { fakeDocuments, type FakeDocument } from './fake-documents.js';
import { fakeProcess, type FakeProcess, type ProcessOptions } from './fake-process.js';
import { fakeDeployments, type DeploymentBehavior } from './fake-deployments.js';
import { fakePorts } from './fake-ports.js';
import { FakeState, fakeRelease, GROUP_ARNS, type FakeColor, type FakeDeployment } from './fake-state.js';
import type { Fault, PortCall } from './faults.js';
import { handClock, type HandClock } from './hand-clock.js';

export interface FakeWorldOptions {
  /** Colour that every route forwards to alone. Default blue. */
  readonly live?: Color;
  /** Production routes: a listener first, then rules. Default 1. */
  readonly routes?: number;
  /** Exact action lists instead, one a route. */
  readonly actions?: readonly (readonly RouteAction[])[];
  /** Production listeners, on ports 80, 81 and so on, each with a route of its own. Default 1. */
  readonly listeners?: number;
  /** What the rules among the routes ask for, one a rule. Default a path of their own. */
  readonly conditions?: readonly (readonly RuleCondition[])[];
  /** Action lists of listeners that are not configured. Default none. */
  readonly strays?: readonly (readonly RouteAction[])[];
  /** Targets, and desired capacity. Default 2 each. */
  readonly instances?: Partial<Record<Color, number>>;
  /** Scaling processes that are suspended already. */
  readonly suspended?: Partial<Record<Color, readonly string[]>>;
  /** Whether the Auto Scaling groups exist. Default true. */
  readonly autoScaling?: boolean;
  readonly workers?: number;
  /** Ms until targets of the colour that is not live are healthy: from the start, and after each deployment. Default 0. */
  readonly healthyAfter?: number;
  /** Ms until clients meet a change of the first route. Default 0. */
  readonly propagationMs?: number;
  /** Whether the two static colour rules exist. Default true. */
  readonly testListener?: boolean;
  readonly releases?: Partial<Record<Color, ReleaseRef | null>>;
  readonly alarms?: Readonly<Record<string, 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING'>>;
  /** Requests a second that watch a move of traffic. Default none. */
  readonly proofPerSecond?: number;
  readonly deployments?: DeploymentBehavior;
  readonly faults?: readonly Fault[];
}

/** An environment in memory, for tests of anything that drives operations. */
export interface FakeWorld {
  /** Everything an operation needs. */
  readonly ctx: OperationContext;
  readonly clock: HandClock;
  /** What is so beneath the ports. */
  readonly state: FakeState;
  readonly live: Color | null;
  /** Action list of every route, as it stands. */
  readonly actions: readonly (readonly RouteAction[])[];
  /** Number of route writes that took effect. */
  readonly writes: number;
  readonly leaseHeld: boolean;
  readonly lease: LeaseDocument | null;
  /** Newest first. */
  readonly journal: readonly JournalDocument[];
  readonly deployments: readonly FakeDeployment[];
  /** Keys in the artifact bucket. */
  readonly objects: ReadonlyMap<string, number>;
  /** Documents by key. */
  readonly documents: Map<string, FakeDocument>;
  /** Every call of a port, in order. */
  readonly calls: readonly PortCall[];
  /** Published for dashboards and alarms, in order. */
  readonly figures: readonly Figure[];
  /** What an operator could have clicked: every route forwards to the colour alone. */
  moveTraffic(color: Color): void;
  /** A listener that is not configured begins to forward to the colour. */
  addStray(color: Color): void;
  /** One target of the colour becomes unhealthy. */
  sicken(color: Color): void;
  /** What an alarm of the colour's Auto Scaling group does: as many are wanted, and the group acts unless held. */
  scale(color: Color, desired: number): void;
  /** Starts a deployment that is not ours and runs for ever. */
  startForeignDeployment(color: Color): string;
  /** Aborts the operation's signal. */
  abort(): void;
  /** Another process at work on this environment, which may be killed at any of its calls. */
  process(options?: ProcessOptions): FakeProcess;
}

const START = Date.UTC(2026, 0, 5, 3, 0, 0);
const LISTENERS = ['aa', 'ab', 'ac', 'ad'].map(
  (end) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/00000000000000${end}`,
);

export function fakeWorld(options: FakeWorldOptions = {}): FakeWorld {
  const aborting = new AbortController();
  const clock = handClock(START, aborting.signal);
  const { live = 'blue', healthyAfter = 0, propagationMs = 0, testListener = true, workers = 4 } = options;
  const settings = { healthyAfter, propagationMs, testListener, workers };
  const colors = { blue: colorOf('blue', live, options), green: colorOf('green', live, options) };
  const state = new FakeState(clock, settings, routesOf(live, options), colors);
  const config = configOf(options);
  const deployments: FakeDeployment[] = [];
  const objects = new Map<string, number>();
  const documents = new Map<string, FakeDocument>();
  const calls: PortCall[] = [];
  const figures: Figure[] = [];
  const strays = straysOf(options.strays ?? []);
  const scalingGroups =
    options.autoScaling === false
      ? null
      : { blue: config.colors.blue.autoScalingGroup, green: config.colors.green.autoScalingGroup };
  const groups = { blue: config.colors.blue.deploymentGroup, green: config.colors.green.deploymentGroup };
  let identifiers = 0;
  let hanging = 0;
  const liveNow = () => readLiveColor(state.routes, GROUP_ARNS).live;
  const world: FakeWorld = {
    ctx: {
      config,
      ...fakePorts({
        state,
        objects,
        alarms: options.alarms ?? {},
        groups: scalingGroups,
        deployments: fakeDeployments(state, groups, deployments, options.deployments ?? {}),
        documents: fakeDocuments(documents, () => clock.now()),
        figures,
        faults: options.faults ?? [],
        calls,
        productionUrl: config.productionUrl,
        strays,
        conditions: options.conditions ?? [],
        world: () => world,
      }),
      clock,
      actor: { owner: 'jane@laptop', surface: 'sdk' },
      signal: aborting.signal,
      newId: () => `operation-${(identifiers += 1)}`,
    },
    clock,
    state,
    get live() {
      return liveNow();
    },
    get actions() {
      return state.routes.map((route) => route.actions);
    },
    get writes() {
      return state.writes;
    },
    get lease() {
      const found = documents.get(LEASE_KEY);
      return found ? (JSON.parse(found.body) as LeaseDocument) : null;
    },
    get leaseHeld() {
      return world.lease?.state === 'held';
    },
    get journal() {
      const keys = [...documents.keys()].filter((key) => key.startsWith(JOURNAL_PREFIX)).sort();
      return keys.map((key) => JSON.parse(documents.get(key)!.body) as JournalDocument);
    },
    deployments,
    objects,
    documents,
    calls,
    figures,
    moveTraffic: (color) => {
      for (const route of state.routes) state.write(route.arn, [aloneOn(color)]);
    },
    addStray: (color) => void strays.push(...straysOf([[aloneOn(color)]])),
    sicken: (color) => void (state.colors[color].sick = true),
    scale(color, desired) {
      state.colors[color].scaling.desired = desired;
      state.scale(color);
    },
    startForeignDeployment(color) {
      const id = `d-foreign${(hanging += 1)}`;
      const location = { bucket: config.bucket, key: 'foreign.zip' };
      deployments.push({
        id,
        group: groups[color],
        color,
        token: 'foreign',
        location,
        startedAt: Infinity,
        stopped: false,
      });
      return id;
    },
    process: (given = {}) => fakeProcess(world, given),
    abort: () => aborting.abort(new DOMException('The test wants it to stop.', 'AbortError')),
  };
  return world;
}

function aloneOn(color: Color): RouteAction {
  return { type: 'forward', groups: [{ targetGroupArn: GROUP_ARNS[color], weight: 1 }] };
}

function routesOf(live: Color, { routes = 1, listeners = 1, actions }: FakeWorldOptions): Route[] {
  const lists = actions ?? Array.from({ length: routes + listeners - 1 }, () => [aloneOn(live)]);
  return lists.map((list, index) => {
    const listenerArn = index < listeners ? LISTENERS[index]! : LISTENERS[0]!;
    const ruleArn = `${LISTENERS[0]!.replace(':listener/', ':listener-rule/')}/000000000000000${index}`;
    const isListener = index < listeners;
    return {
      kind: isListener ? 'listener' : 'rule',
      arn: isListener ? listenerArn : ruleArn,
      listenerArn,
      actions: list,
    };
  });
}

function straysOf(strays: readonly (readonly RouteAction[])[]): Route[] {
  return strays.map((actions, index) => {
    const arn = LISTENERS[0]!.replace(/aa$/, `b${index}`);
    return { kind: 'listener', arn, listenerArn: arn, actions };
  });
}

function colorOf(color: Color, live: Color, options: FakeWorldOptions): FakeColor {
  const { instances, releases, suspended, healthyAfter = 0 } = options;
  const shipped = color === live ? fakeRelease('v1', '1') : fakeRelease('v2', '2');
  const given = releases?.[color];
  const release = given === undefined ? shipped : given;
  return {
    instances: instances?.[color] ?? 2,
    release,
    running: () => release ?? fakeRelease('unknown', 'f'),
    healthyAt: color === live ? 0 : START + healthyAfter,
    sick: false,
    scaling: { min: 0, max: 4, desired: null, suspended: [...(suspended?.[color] ?? [])] },
  };
}

function configOf({ alarms, listeners = 1, proofPerSecond = 0 }: FakeWorldOptions): EnvironmentConfig {
  const names = namesOf('bluegreen-deployment', 'production', '123456789012');
  const color = (name: Color) => ({
    targetGroup: GROUP_ARNS[name],
    deploymentGroup: names.deploymentGroup(name),
    autoScalingGroup: names.autoScalingGroup(name),
  });
  return {
    project: 'bluegreen-deployment',
    environment: 'production',
    region: 'us-east-1',
    applicationName: 'bluegreen-app',
    codeDeployApplication: names.application,
    bucket: names.bucket!,
    colors: { blue: color('blue'), green: color('green') },
    listenerArns: LISTENERS.slice(0, listeners),
    productionUrl: 'http://bg.example.test',
    paths: { version: '/version', health: '/health', deepHealth: '/health/deep' },
    alarms: Object.keys(alarms ?? {}),
    holdCapacity: true,
    metrics: true,
    proof: { perSecond: proofPerSecond, path: '/version' },
  };
}
