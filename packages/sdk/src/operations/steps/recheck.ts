import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { RouteAction, Snapshot, TargetSnapshot } from '../../domain/environment.js';
import { BlueGreenError } from '../../domain/errors.js';
import { readLiveColor } from '../../planning/live-color.js';
import { groupsOf } from '../../planning/plan-switch.js';
import { sameActions } from '../../planning/same-actions.js';
import { describeTarget, stayingTargets } from '../../gates/targets-healthy.js';

/** What may have changed since the snapshot and would make a plan wrong. */
export interface Recheck {
  readonly actions: readonly (readonly RouteAction[])[];
  readonly targets: readonly TargetSnapshot[];
  readonly runningDeployment: string | null;
}

/** Reads again, all at once, what the irreversible step rests on. */
export async function recheck(context: OperationContext, snapshot: Snapshot, to: Color): Promise<Recheck> {
  const { config } = context;
  const group = config.colors[to].deploymentGroup;
  const [actions, targets, deployments] = await Promise.all([
    Promise.all(snapshot.routes.map((route) => context.traffic.read(route))),
    context.targets.health(snapshot.colors[to].targetGroupArn),
    context.deployments.groups(config.codeDeployApplication, [group]),
  ]);
  const last = deployments.find((state) => state.group === group)?.last;
  return { actions, targets, runningDeployment: last?.running ? last.id : null };
}

/** Every route still reads what it should. @throws PLAN_STALE. */
export function assertRoutesFresh(
  snapshot: Snapshot,
  now: Recheck,
  expected: readonly (readonly RouteAction[])[],
): void {
  const changed = snapshot.routes.filter((_, index) => !sameActions(now.actions[index]!, expected[index]!));
  if (changed.length === 0) return;
  const routes = snapshot.routes.map((route, index) => ({ ...route, actions: now.actions[index]! }));
  const { live } = readLiveColor(routes, groupsOf(snapshot));
  const sameLive = live === snapshot.live;
  throw stale(
    sameLive
      ? 'A route was changed since the plan was made.'
      : `${live ?? 'No single colour'} went live since the plan was made.`,
    changed.map((route) => `changed: ${route.kind} ${route.arn}`),
  );
}

/** @throws PLAN_STALE when a deployment started on the colour. */
export function assertNoDeployment(now: Recheck, to: Color): void {
  if (now.runningDeployment)
    throw stale(`Deployment ${now.runningDeployment} started on ${to} since the plan was made.`, []);
}

/** The colour still has exactly the targets that were checked, all of them healthy. @throws PLAN_STALE. */
export function assertTargetsFresh(now: Recheck, to: Color, checked: readonly TargetSnapshot[]): void {
  const before = identitiesOf(checked);
  const after = identitiesOf(now.targets);
  if (before !== after)
    throw stale(`The targets of ${to} changed since they were checked.`, [`checked: ${before}`, `now: ${after}`]);
  const sick = stayingTargets(now.targets).filter((target) => target.health !== 'healthy');
  if (sick.length > 0) throw stale(`${sick.length} targets of ${to} are no longer healthy.`, sick.map(describeTarget));
}

function identitiesOf(targets: readonly TargetSnapshot[]): string {
  return stayingTargets(targets)
    .map((target) => `${target.id}:${target.port}`)
    .sort()
    .join(' ');
}

export function stale(message: string, evidence: readonly string[]): BlueGreenError {
  return new BlueGreenError('PLAN_STALE', message, 'Run `bluegreen status`, then the same command again.', {
    evidence,
  });
}
