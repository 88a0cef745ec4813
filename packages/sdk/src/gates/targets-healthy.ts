import type { TargetSnapshot } from '../domain/environment.js';
import type { GateVerdict } from '../domain/plan.js';
import type { GateFacts } from './facts.js';
import { count, name } from '../domain/words.js';

/** Targets that will stay: a draining one is on its way out and counts neither for nor against. */
export function stayingTargets(targets: readonly TargetSnapshot[]): TargetSnapshot[] {
  return targets.filter((target) => target.health !== 'draining');
}

/** Every staying target is healthy, and there is at least one. `unused` and `initial` are not healthy. */
export function allHealthy(targets: readonly TargetSnapshot[]): boolean {
  const staying = stayingTargets(targets);
  return staying.length > 0 && staying.every((target) => target.health === 'healthy');
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
  const { targets, targetGroupName } = snapshot.colors[to];
  const staying = stayingTargets(targets);
  const healthy = staying.filter((target) => target.health === 'healthy').length;
  if (allHealthy(targets)) {
    return {
      gate: 'targets-healthy',
      verdict: 'pass',
      summary: `${healthy} of ${count(staying.length, 'target')} of ${name(to)} are healthy.`,
    };
  }
  return {
    gate: 'targets-healthy',
    verdict: 'fail',
    summary: `Only ${healthy} of ${count(staying.length, 'target')} of ${name(to)} are healthy.`,
    evidence: staying.filter((target) => target.health !== 'healthy').map(describeTarget),
    next: isUnreferenced(targets)
      ? `Make a listener rule refer to target group ${targetGroupName}: without one it gets no health checks.`
      : `Look at why: \`bluegreen validate ${to}\`.`,
  };
}
