import type { Color } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { EnvironmentConfig, Route, RouteAction } from '../domain/environment.js';
import { namesOf } from '../domain/names.js';
import type { ReleaseRef } from '../domain/release.js';
import { readLiveColor } from '../planning/live-color.js';
import type { JournalDocument } from '../state/journal.js';
import type { LeaseDocument } from '../state/lease-document.js';
import { JOURNAL_PREFIX, LEASE_KEY } from '../state/document-keys.js';
import { fakeDocuments } from './fake-documents.js';
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
  /** Action lists of listeners that are not configured. Default none. */
  readonly strays?: readonly (readonly RouteAction[])[];
  /** Targets, and desired capacity. Default 2 each. */
  readonly instances?: Partial<Record<Color, number>>;
  readonly workers?: number;
  /** Ms until targets of the colour that is not live are healthy: from the start, and after each deployment. Default 0. */
  readonly healthyAfter?: number;
  /** Ms until clients meet a change of the first route. Default 0. */
  readonly propagationMs?: number;
  /** Whether the two static colour rules exist. Default true. */
  readonly testListener?: boolean;
  readonly releases?: Partial<Record<Color, ReleaseRef | null>>;
  readonly alarms?: Readonly<Record<string, 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING'>>;
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
  readonly documents: Map<string, { body: string; version: string }>;
  /** Every call of a port, in order. */
  readonly calls: readonly PortCall[];
  /** What an operator could have clicked: every route forwards to the colour alone. */
  moveTraffic(color: Color): void;
  /** One target of the colour becomes unhealthy. */
  sicken(color: Color): void;
  /** Starts a deployment that is not ours and runs for ever. */
  startForeignDeployment(color: Color): string;
  /** Aborts the operation's signal. */
  abort(): void;
}

const START = Date.UTC(2026, 0, 5, 3, 0, 0);
const LISTENER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/00000000000000aa';

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
  const documents = new Map<string, { body: string; version: string }>();
  const calls: PortCall[] = [];
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
        groups: { blue: config.colors.blue.autoScalingGroup, green: config.colors.green.autoScalingGroup },
        deployments: fakeDeployments(state, groups, deployments, options.deployments ?? {}),
        documents: fakeDocuments(documents),
        faults: options.faults ?? [],
        calls,
        productionUrl: config.productionUrl,
        strays: straysOf(options),
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
    moveTraffic: (color) => {
      for (const route of state.routes) state.write(route.arn, [aloneOn(color)]);
    },
    sicken: (color) => void (state.colors[color].sick = true),
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
    abort: () => aborting.abort(new DOMException('The test wants it to stop.', 'AbortError')),
  };
  return world;
}

function aloneOn(color: Color): RouteAction {
  return { type: 'forward', groups: [{ targetGroupArn: GROUP_ARNS[color], weight: 1 }] };
}

function routesOf(live: Color, { routes = 1, actions }: FakeWorldOptions): Route[] {
  const lists = actions ?? Array.from({ length: routes }, () => [aloneOn(live)]);
  return lists.map((list, index) => ({
    kind: index === 0 ? 'listener' : 'rule',
    arn: index === 0 ? LISTENER : `${LISTENER.replace(':listener/', ':listener-rule/')}/000000000000000${index}`,
    listenerArn: LISTENER,
    actions: list,
  }));
}

function straysOf({ strays = [] }: FakeWorldOptions): Route[] {
  return strays.map((actions, index) => {
    const arn = LISTENER.replace(/aa$/, `b${index}`);
    return { kind: 'listener', arn, listenerArn: arn, actions };
  });
}

function colorOf(color: Color, live: Color, { instances, releases, healthyAfter = 0 }: FakeWorldOptions): FakeColor {
  const shipped = color === live ? fakeRelease('v1', '1') : fakeRelease('v2', '2');
  const given = releases?.[color];
  const release = given === undefined ? shipped : given;
  return {
    instances: instances?.[color] ?? 2,
    release,
    running: () => release ?? fakeRelease('unknown', 'f'),
    healthyAt: color === live ? 0 : START + healthyAfter,
    sick: false,
  };
}

function configOf({ alarms }: FakeWorldOptions): EnvironmentConfig {
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
    listenerArns: [LISTENER],
    productionUrl: 'http://bg.example.test',
    paths: { version: '/version', health: '/health', deepHealth: '/health/deep' },
    alarms: Object.keys(alarms ?? {}),
  };
}
