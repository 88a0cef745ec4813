import { LATENCY_BOUNDS_MS, newHistogram, record } from '../metrics/latency-histogram.js';
import type { Clock, DataPlaneOptions, PoolConfig, PoolMetrics, TargetAddress, TargetState } from '../types.js';
import { startChecks, type StartCheck } from './health-checks.js';
import { afterCheck, checking, REGISTERING, type CheckOutcome, type HealthState } from './health-state.js';
import { pickTarget, type Rotation } from './pick-target.js';
import { probe } from './probe.js';
import { startRamp } from './slow-start.js';
import { compileMatcher } from './status-matcher.js';
import { isRegistered, keyOf, newTarget, type Target } from './target.js';

export interface PoolSurroundings {
  readonly clock: Clock;
  readonly resolve: DataPlaneOptions['resolve'];
  readonly healthCheckAgent: string;
  readonly random: () => number;
}

/** A pool's targets through their states (contract B2), and who of them gets the next request. */
export class Pool {
  readonly counts = {
    requests: 0,
    targetCodes: { 2: 0, 3: 0, 4: 0, 5: 0 },
    connectionErrors: 0,
    newConnections: 0,
    activeConnections: 0,
    outstandingRequests: 0,
  };
  private readonly latency = newHistogram();
  private readonly members = new Map<string, Target>();
  private readonly rotation: Rotation = { next: 0 };
  private referenced = false;
  private candidates: readonly Target[] = [];
  private matches: (status: number) => boolean;

  constructor(
    private settings: PoolConfig,
    private readonly around: PoolSurroundings,
  ) {
    this.matches = compileMatcher(settings.healthCheck.matcher);
  }

  get config(): PoolConfig {
    return this.settings;
  }

  configure(config: PoolConfig): void {
    const before = this.settings.healthCheck;
    const sameChecks = JSON.stringify(before) === JSON.stringify(config.healthCheck);
    this.settings = config;
    this.matches = compileMatcher(config.healthCheck.matcher);
    if (!sameChecks) for (const target of this.members.values()) if (isChecked(target)) this.check(target);
    this.refresh();
  }

  register(address: TargetAddress): void {
    const known = this.members.get(keyOf(address));
    if (known !== undefined && known.phase !== 'draining') return;
    const others = [...this.members.values()];
    const amongFirst = others.every((other) => other.amongFirst && other.phase !== 'healthy');
    const target = known ?? newTarget({ id: address.id, port: address.port }, amongFirst);
    target.stopDrain();
    this.members.set(keyOf(address), target);
    this.place(target);
    this.refresh();
  }

  deregister(address: TargetAddress): void {
    const target = this.members.get(keyOf(address));
    if (target === undefined || target.phase === 'draining') return;
    this.retire(target);
    target.cause = { kind: 'deregistering' };
    target.stopDrain = this.around.clock.after(this.settings.deregistrationDelayMs, () => {
      this.members.delete(keyOf(address));
      for (const connection of target.open) connection.cut();
    });
    this.refresh();
  }

  /** Whether any action of any listener names this pool, at whatever weight. */
  setReferenced(referenced: boolean): void {
    if (this.referenced === referenced) return;
    this.referenced = referenced;
    for (const target of this.members.values()) if (target.phase !== 'draining') this.place(target);
    this.refresh();
  }

  /** Stops checks and drains; idle connections close, requests under way may finish. */
  dispose(): void {
    for (const target of this.members.values()) {
      target.stopDrain();
      this.retire(target);
    }
    this.refresh();
  }

  pick(): Target | null {
    return pickTarget(this.settings.algorithm, this.candidates, this.rotation, this.around.random);
  }

  /** The target with that key, if it may get a request now. */
  candidate(key: string): Target | null {
    return this.candidates.find((target) => keyOf(target.address) === key) ?? null;
  }

  states(): TargetState[] {
    return [...this.members.values()].map(({ address, phase, cause }) => ({
      id: address.id,
      port: address.port,
      phase,
      cause,
    }));
  }

  recordAnswer(status: number, latencyMs: number): void {
    const hundreds = Math.floor(status / 100);
    if (hundreds === 2 || hundreds === 3 || hundreds === 4 || hundreds === 5) this.counts.targetCodes[hundreds]++;
    record(this.latency, latencyMs);
  }

  metrics(): PoolMetrics {
    const phases = [...this.members.values()].map((target) => target.phase);
    return {
      poolId: this.settings.id,
      ...this.counts,
      targetCodes: { ...this.counts.targetCodes },
      latency: { boundsMs: LATENCY_BOUNDS_MS, ...this.latency, counts: [...this.latency.counts] },
      healthy: phases.filter((phase) => phase === 'healthy').length,
      unhealthy: phases.filter((phase) => phase === 'unhealthy').length,
    };
  }

  /** Puts a registered target where it starts: under checks when the pool is in use, else unused. */
  private place(target: Target): void {
    this.settle(target, REGISTERING);
    if (this.referenced) {
      this.check(target);
      return;
    }
    target.stopChecks();
    target.phase = 'unused';
    target.cause = { kind: 'not-referenced' };
  }

  private retire(target: Target): void {
    target.stopChecks();
    target.stopRamp();
    target.share = 1;
    target.phase = 'draining';
    for (const connection of [...target.idle]) connection.cut();
  }

  private check(target: Target): void {
    target.stopChecks();
    const startCheck: StartCheck = (onOutcome, onClosed) => this.startCheck(target, onOutcome, onClosed);
    const { intervalMs } = this.settings.healthCheck;
    target.stopChecks = startChecks(this.around.clock, intervalMs, startCheck, (outcome) =>
      this.absorb(target, outcome),
    );
  }

  private startCheck(target: Target, onOutcome: (outcome: CheckOutcome) => void, onClosed: () => void): () => void {
    const { path, port, timeoutMs } = this.settings.healthCheck;
    const place = this.around.resolve({ id: target.address.id, port: port ?? target.address.port });
    if (place === undefined) {
      this.markUnreachable(target);
      return () => undefined;
    }
    this.settle(target, checking(target.phase === 'unused' ? REGISTERING : target.health));
    const input = { ...place, path, timeoutMs, agent: this.around.healthCheckAgent, matches: this.matches };
    return probe(input, onOutcome, onClosed);
  }

  private markUnreachable(target: Target): void {
    target.stopRamp();
    target.share = 1;
    target.health = REGISTERING;
    target.phase = 'unused';
    target.cause = { kind: 'unreachable' };
    this.refresh();
  }

  private absorb(target: Target, outcome: CheckOutcome): void {
    const before = target.phase;
    if (!isRegistered(target)) return;
    const after = afterCheck(target.health, outcome, this.settings.healthCheck);
    if (after.phase === 'healthy' && before !== 'healthy') this.rampUp(target);
    this.settle(target, after);
  }

  /** Slow start, unless there is no healthy target at full share to lean on (contract B5). */
  private rampUp(target: Target): void {
    const exempt = target.amongFirst;
    target.amongFirst = false;
    const supported = this.candidates.some((other) => other.phase === 'healthy' && other.share === 1);
    if (this.settings.slowStartMs === 0 || exempt || !supported) return;
    target.stopRamp = startRamp(this.around.clock, this.settings.slowStartMs, (share) => (target.share = share));
  }

  private settle(target: Target, health: HealthState): void {
    if (health.phase !== 'healthy' && target.share < 1) {
      target.stopRamp();
      target.share = 1;
    }
    target.health = health;
    const moved = target.phase !== health.phase;
    target.phase = health.phase;
    target.cause = health.cause;
    if (moved) this.refresh();
  }

  /** Works out anew who may get requests; done on each change, so that a request only has to pick. */
  private refresh(): void {
    const registered = [...this.members.values()].filter(isRegistered);
    const healthy = registered.filter((target) => target.phase === 'healthy');
    const { minimumHealthyCount, minimumHealthyPercentage } = this.settings;
    const tooFew = healthy.length < Math.max(1, minimumHealthyCount);
    const tooSmall =
      minimumHealthyPercentage !== null && healthy.length * 100 < minimumHealthyPercentage * registered.length;
    this.candidates = tooFew || tooSmall ? registered : healthy;
  }
}

function isChecked(target: Target): boolean {
  return isRegistered(target) || target.cause.kind === 'unreachable';
}
