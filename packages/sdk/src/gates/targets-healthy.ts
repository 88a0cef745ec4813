import type { TargetSnapshot } from '../domain/environment.js';
import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { say } from '../narration/say.js';
import { judged } from './verdict.js';

/** Targets that will stay: a draining one is on its way out and counts neither for nor against. */
export function stayingTargets(targets: readonly TargetSnapshot[]): TargetSnapshot[] {
  return targets.filter((target) => target.health !== 'draining');
}

/** Every staying target is healthy, and there is at least one. `unused` and `initial` are not healthy. */
export function allHealthy(targets: readonly TargetSnapshot[]): boolean {
  const staying = stayingTargets(targets);
  return staying.length > 0 && staying.every(isHealthy);
}

/** Every staying target is `unused` because nothing refers to the group: waiting would never help (contract B2). */
export function isUnreferenced(targets: readonly TargetSnapshot[]): boolean {
  const staying = stayingTargets(targets);
  return staying.length > 0 && staying.every((t) => t.health === 'unused' && t.reason === 'Target.NotInUse');
}

export function describeTarget(target: TargetSnapshot): string {
  const why = [target.reason, target.description].filter(Boolean).join(': ');
  return `${target.id}:${target.port} ${target.health}${why ? ` (${why})` : ''}`;
}

export function targetsHealthy({ snapshot, to }: GateFacts): GateVerdict {
  const gate = 'targets-healthy' as const;
  const { targets, targetGroupName: group } = snapshot.colors[to];
  const staying = stayingTargets(targets);
  const counts = { to, healthy: staying.filter(isHealthy).length, all: staying.length };
  if (allHealthy(targets)) return judged(gate, 'pass', say('targets.healthy', counts));
  return judged(gate, 'fail', say('targets.unhealthy', counts), {
    evidence: staying.filter((target) => !isHealthy(target)).map(describeTarget),
    next: isUnreferenced(targets) ? say('targets.unreferenced.next', { group }) : say('targets.unhealthy.next', { to }),
  });
}

function isHealthy(target: TargetSnapshot): boolean {
  return target.health === 'healthy';
}
