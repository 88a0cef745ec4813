import { otherColor, type Color } from '../domain/color.js';
import type { Route, RouteAction, TargetSnapshot } from '../domain/environment.js';
import type { BundleLocation, ReleaseRef, VersionReport } from '../domain/release.js';
import { sharesOf } from '../planning/live-color.js';
import { isReferenced } from '../planning/shift-actions.js';
import type { HandClock } from './hand-clock.js';

export const GROUP_ARNS: Readonly<Record<Color, string>> = {
  blue: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/bg-blue/0000000000000001',
  green: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/bg-green/0000000000000002',
};

/** A release with a digest made of one repeated digit, easy to tell apart in a failing test. */
export function fakeRelease(release: string, digit: string): ReleaseRef {
  return { release, digest: digit.repeat(64) };
}

export interface FakeDeployment {
  readonly id: string;
  readonly group: string;
  readonly color: Color;
  readonly token: string;
  readonly location: BundleLocation;
  readonly startedAt: number;
  stopped: boolean;
}

export interface FakeColor {
  instances: number;
  /** Held by CodeDeploy as the last success. */
  release: ReleaseRef | null;
  /** What the processes say; a test may set them apart from `release`. */
  running: (target: number, worker: number) => ReleaseRef | null;
  healthyAt: number;
  sick: boolean;
  /** Sizes of the Auto Scaling group; `desired` null: as many as there are. */
  readonly scaling: { min: number; max: number; desired: number | null; suspended: string[] };
}

/** Everything that is so, and the rules by which it changes. */
export class FakeState {
  routes: Route[];
  /** What each route said before its last write. */
  readonly former = new Map<string, readonly RouteAction[]>();
  private readonly seenByClients: {
    readonly arn: string;
    readonly at: number;
    readonly actions: readonly RouteAction[];
  }[];
  readonly colors: Record<Color, FakeColor>;
  /** Route writes that took effect. */
  writes = 0;
  /** When the last of them did, in ms since the epoch. */
  wroteAt = -Infinity;
  private turn = 0;

  constructor(
    readonly clock: HandClock,
    readonly settings: {
      readonly healthyAfter: number;
      readonly propagationMs: number;
      readonly testListener: boolean;
      readonly workers: number;
    },
    routes: readonly Route[],
    colors: Record<Color, FakeColor>,
  ) {
    this.routes = [...routes];
    this.colors = colors;
    this.seenByClients = routes.map(({ arn, actions }) => ({ arn, at: -Infinity, actions }));
  }

  write(arn: string, actions: readonly RouteAction[]): void {
    this.writes += 1;
    this.wroteAt = this.clock.now();
    this.former.set(arn, this.routes.find((route) => route.arn === arn)!.actions);
    const wasReferenced = { blue: this.isReferenced('blue'), green: this.isReferenced('green') };
    this.routes = this.routes.map((route) =>
      route.arn === arn ? { ...route, actions: structuredClone(actions) } : route,
    );
    this.seenByClients.push({ arn, at: this.clock.now() + this.settings.propagationMs, actions });
    for (const color of ['blue', 'green'] as const) {
      if (!wasReferenced[color] && this.isReferenced(color))
        this.colors[color].healthyAt = this.clock.now() + this.settings.healthyAfter;
    }
  }

  /** What the Auto Scaling group does by itself, as far as its processes are not suspended. */
  scale(color: Color): void {
    const own = this.colors[color];
    const { desired, suspended } = own.scaling;
    const missing = (desired ?? own.instances) - own.instances;
    if (missing > 0 && !suspended.includes('Launch')) {
      own.instances += missing;
      own.healthyAt = this.clock.now() + this.settings.healthyAfter;
    }
    if (missing < 0 && !suspended.includes('Terminate')) own.instances += missing;
  }

  isReferenced(color: Color): boolean {
    return (
      this.settings.testListener ||
      isReferenced(
        this.routes.map((route) => route.actions),
        GROUP_ARNS[color],
      )
    );
  }

  targets(color: Color): TargetSnapshot[] {
    const { instances, healthyAt, sick } = this.colors[color];
    return Array.from({ length: instances }, (_, index): TargetSnapshot => {
      const target = { id: instanceId(color, index), port: 80 };
      if (!this.isReferenced(color)) return { ...target, health: 'unused', reason: 'Target.NotInUse' };
      if (this.clock.now() < healthyAt) return { ...target, health: 'initial', reason: 'Elb.InitialHealthChecking' };
      if (sick && index === 0)
        return { ...target, health: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
      return { ...target, health: 'healthy' };
    });
  }

  /** Which colour a client's next request meets at a listener (default the first); null: nobody answers. */
  colorForClients(listenerArn = this.routes[0]?.arn): Color | null {
    const now = this.clock.now();
    const actions = this.seenByClients.filter(({ arn, at }) => arn === listenerArn && at <= now).at(-1)?.actions ?? [];
    const share = sharesOf(actions, GROUP_ARNS);
    const color = share.blue >= share.green ? 'blue' : 'green';
    if (share[color] === 0) return null;
    this.turn += 1;
    return share[otherColor(color)] > 0 && this.turn % 2 === 0 ? otherColor(color) : color;
  }

  version(color: Color): VersionReport | null {
    const { instances, running } = this.colors[color];
    if (instances === 0) return null;
    this.turn += 1;
    const target = this.turn % instances;
    const workers = Array.from({ length: this.settings.workers }, (_, worker) => ({
      worker,
      ref: running(target, worker),
    }));
    const own = workers[this.turn % workers.length]!;
    if (!own.ref) return null;
    return {
      ...own.ref,
      color,
      instance: instanceId(color, target),
      worker: own.worker,
      workers: workers.flatMap(({ worker, ref }) => (ref ? [{ worker, ...ref }] : [])),
    };
  }
}

export function instanceId(color: Color, index: number): string {
  return `i-${color}${index}`;
}
