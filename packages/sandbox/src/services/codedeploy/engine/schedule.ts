import type { DeploymentConfig } from '../state.js';

/** How many instances may be down at once, and what counts as success (contract C9). Pure. */
export type HealthRule =
  { readonly kind: 'one-at-a-time' } | { readonly kind: 'minimum-healthy'; readonly hosts: number };

export interface InstanceView {
  readonly id: string;
  readonly phase: 'pending' | 'running' | 'succeeded' | 'failed';
  /** CodeDeploy's own view before this deployment: the last deployment to it succeeded. */
  readonly healthy: boolean;
}

export type Decision =
  | { readonly kind: 'start'; readonly ids: readonly string[] }
  | { readonly kind: 'wait' }
  | { readonly kind: 'finished'; readonly verdict: 'Succeeded' | 'Failed' };

/** Null when the configuration cannot be met with so few instances (HEALTH_CONSTRAINTS_INVALID). */
export function ruleFor(minimum: DeploymentConfig['minimum'], total: number): HealthRule | null {
  if (minimum.type === 'MOST_CONCURRENCY') return { kind: 'one-at-a-time' };
  const hosts = minimum.type === 'HOST_COUNT' ? minimum.value : Math.ceil((minimum.value * total) / 100);
  return hosts < total ? { kind: 'minimum-healthy', hosts } : null;
}

/** The next move; instances are taken in the order given. */
export function decide(rule: HealthRule, instances: readonly InstanceView[], stopping: boolean): Decision {
  const count = (phase: InstanceView['phase']): number => instances.filter((one) => one.phase === phase).length;
  const running = count('running');
  const pending = instances.filter(({ phase }) => phase === 'pending');
  const succeeded = count('succeeded');
  const enough = succeeded >= (rule.kind === 'minimum-healthy' ? Math.max(1, rule.hosts) : 1);

  const ids = stopping || isLost(rule, instances) ? [] : startable(rule, instances);
  if (ids.length > 0) return { kind: 'start', ids };
  if (running > 0) return { kind: 'wait' };
  return { kind: 'finished', verdict: enough && pending.length === 0 ? 'Succeeded' : 'Failed' };
}

/** Whether success is out of reach, so that no further instance is touched. */
function isLost(rule: HealthRule, instances: readonly InstanceView[]): boolean {
  const failed = instances.filter(({ phase }) => phase === 'failed').length;
  if (rule.kind === 'one-at-a-time') return failed > 0;
  return instances.length - failed < Math.max(1, rule.hosts);
}

function startable(rule: HealthRule, instances: readonly InstanceView[]): string[] {
  const running = instances.filter(({ phase }) => phase === 'running').length;
  const pending = instances.filter(({ phase }) => phase === 'pending');
  if (rule.kind === 'one-at-a-time') return running > 0 ? [] : pending.slice(0, 1).map(({ id }) => id);

  let room = instances.length - rule.hosts - running;
  let healthy = instances.filter((one) => one.phase === 'succeeded' || (one.phase === 'pending' && one.healthy)).length;
  const ids: string[] = [];
  for (const one of pending) {
    if (room <= 0) break;
    if (one.healthy && healthy - 1 < rule.hosts) continue;
    if (one.healthy) healthy -= 1;
    room -= 1;
    ids.push(one.id);
  }
  return ids;
}

/** Unhealthy first, then unknown revision, then old, then current (contract C9). */
export function inOrder<T extends { readonly healthy: boolean; readonly revision: string | null }>(
  instances: readonly T[],
  revision: string,
): T[] {
  const rank = (one: T): number => (!one.healthy ? 0 : one.revision === null ? 1 : one.revision === revision ? 3 : 2);
  return [...instances].sort((a, b) => rank(a) - rank(b));
}
