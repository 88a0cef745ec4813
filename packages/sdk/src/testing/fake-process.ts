import type { OperationContext } from '../domain/context.js';
import type { FakeWorld } from './fake-world.js';
import type { PortCall } from './faults.js';

/** Where a process dies or falls asleep: before a call is sent, or after it took effect and before its answer arrives. */
export interface CrashPoint {
  /** Counts the process's calls of ports, from 1. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

export interface ProcessOptions {
  /** Who it is. Default `process-1@host` and so on. */
  readonly owner?: string;
  readonly surface?: string;
  /** As by `kill -9`: from then on nothing of it happens any more, not even its heartbeat. */
  readonly crash?: CrashPoint;
  /**
   * As by `kill -STOP`: it does nothing until `wake`, and then goes on as if nothing had been. At that call or the next one
   * that is no write of the world outside the documents: a write on its way is beyond everybody's reach.
   */
  readonly sleep?: CrashPoint;
  /** Requests of the proof count as calls as well. Default false: dying at one is like dying at the call before. */
  readonly countProbes?: boolean;
  /** Awaited before each call takes effect, so that a test decides whose turn it is. */
  readonly pace?: (call: PortCall) => Promise<unknown>;
}

export interface FakeProcess {
  readonly ctx: OperationContext;
  /** Calls that it made, in order. */
  readonly calls: readonly PortCall[];
  readonly dead: boolean;
  /** Resolves when it dies. */
  readonly died: Promise<void>;
  /** Dies now. */
  kill(): void;
  readonly asleep: boolean;
  /** Resolves when it falls asleep. */
  readonly fellAsleep: Promise<void>;
  /** Goes on. */
  wake(): void;
}

const CHANGES: ReadonlySet<PortCall> = new Set<PortCall>([
  'traffic.write',
  'deployments.create',
  'deployments.stop',
  'capacity.suspend',
  'capacity.resume',
  'capacity.resize',
]);

let processes = 0;

/** A process with its own identity over the ports of a world, and a death of its own. */
export function fakeProcess(world: FakeWorld, options: ProcessOptions): FakeProcess {
  processes += 1;
  const name = `process-${processes}`;
  const { owner = `${name}@host`, surface = 'cli', crash, sleep, countProbes = false, pace } = options;
  const calls: PortCall[] = [];
  let identifiers = 0;
  let dead = false;
  let die = () => {};
  const died = new Promise<void>((resolve) => (die = resolve));
  const kill = () => {
    dead = true;
    die();
  };
  const never = () => new Promise<never>(() => {});
  let asleep = false;
  let slept = false;
  let doze = () => {};
  const fellAsleep = new Promise<void>((resolve) => (doze = resolve));
  let wake = () => {};
  const awakened = new Promise<void>((resolve) => (wake = resolve));
  const fallAsleep = () => {
    asleep = true;
    doze();
  };
  /** Passes at once, unless the process is dead or asleep. */
  const alive = async (): Promise<void> => {
    if (asleep) await awakened;
    if (dead) await never();
  };

  const call = async <Result>(port: PortCall, act: () => Promise<Result>): Promise<Result> => {
    await alive();
    const counts = port !== 'probe.get' || countProbes;
    if (counts) calls.push(port);
    const strikes = counts && crash?.call === calls.length;
    if (strikes && crash.when === 'before') {
      kill();
      return never();
    }
    const dozes = sleep !== undefined && !slept && counts && calls.length >= sleep.call && !CHANGES.has(port);
    slept ||= dozes;
    if (dozes && sleep.when === 'before') fallAsleep();
    await alive();
    await pace?.(port);
    await alive();
    const outcome = await act().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (strikes) kill();
    if (dozes && sleep.when === 'after') fallAsleep();
    await alive();
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
  const over = <Port extends object>(portName: string, port: Port): Port =>
    new Proxy(port, {
      get: (target, method: string) => {
        const act = target[method as keyof Port] as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => call(`${portName}.${method}` as PortCall, async () => act(...args));
      },
    });

  const { ctx } = world;
  return {
    ctx: {
      ...ctx,
      traffic: over('traffic', ctx.traffic),
      targets: over('targets', ctx.targets),
      capacity: over('capacity', ctx.capacity),
      deployments: over('deployments', ctx.deployments),
      artifacts: over('artifacts', ctx.artifacts),
      alarms: over('alarms', ctx.alarms),
      documents: over('documents', ctx.documents),
      metrics: over('metrics', ctx.metrics),
      probe: over('probe', ctx.probe),
      clock: {
        now: () => ctx.clock.now(),
        sleep: async (ms, signal) => {
          await alive();
          await ctx.clock.sleep(ms, signal);
          await alive();
        },
      },
      actor: { owner, surface },
      newId: () => `${name}-${(identifiers += 1)}`,
    },
    calls,
    get dead() {
      return dead;
    },
    died,
    kill,
    get asleep() {
      return asleep;
    },
    fellAsleep,
    wake: () => {
      asleep = false;
      wake();
    },
  };
}
