import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { Route, RouteAction, Snapshot, TargetSnapshot } from '../../domain/environment.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { Told } from '../../domain/sentences.js';
import { inEnglish, say, toldError } from '../../narration/say.js';
import { readLiveColor } from '../../planning/live-color.js';
import { groupsOf } from '../../planning/plan-switch.js';
import { sameActions } from '../../planning/same-actions.js';
import { describeTarget, stayingTargets } from '../../gates/targets-healthy.js';
import { pause } from './operation-errors.js';

/** What may have changed since the snapshot and would make a plan wrong. */
export interface Recheck {
  /** Of the snapshot's routes, in their order; empty for one that is gone. */
  readonly actions: readonly (readonly RouteAction[])[];
  /** Production routes that the snapshot does not know. */
  readonly added: readonly Route[];
  readonly strays: readonly Route[];
  readonly targets: readonly TargetSnapshot[];
  readonly runningDeployment: string | null;
}

/** Before the one further look at routes that do not read as expected: the reading may lag behind the last write. */
const LAG_MS = 1_000;

/**
 * Reads again, all at once, what the irreversible step rests on.
 *
 * @param expected what each of the snapshot's routes should read by now. Default: as in the snapshot.
 */
export async function recheck(
  context: OperationContext,
  snapshot: Snapshot,
  to: Color,
  expected: readonly (readonly RouteAction[])[] = snapshot.routes.map(({ actions }) => actions),
): Promise<Recheck> {
  const { config } = context;
  const group = config.colors[to].deploymentGroup;
  const [routing, targets, deployments] = await Promise.all([
    readRoutes(context, snapshot, expected),
    context.targets.health(snapshot.colors[to].targetGroupArn),
    context.deployments.groups(config.codeDeployApplication, [group]),
  ]);
  const last = deployments.find((state) => state.group === group)?.last;
  const now = new Map(routing.routes.map((route) => [route.arn, route.actions]));
  const known = new Set(snapshot.routes.map((route) => route.arn));
  return {
    actions: snapshot.routes.map((route) => now.get(route.arn) ?? []),
    added: routing.routes.filter((route) => !known.has(route.arn)),
    strays: routing.strays,
    targets,
    runningDeployment: last?.running ? last.id : null,
  };
}

async function readRoutes(
  context: OperationContext,
  snapshot: Snapshot,
  expected: readonly (readonly RouteAction[])[],
) {
  const { blue, green } = groupsOf(snapshot);
  const read = () => context.traffic.routes(context.config.listenerArns, [blue, green]);
  const first = await read();
  const reads = new Map(first.routes.map(({ arn, actions }) => [arn, actions]));
  if (snapshot.routes.every(({ arn }, index) => sameActions(reads.get(arn) ?? [], expected[index]!))) return first;
  await pause(context, LAG_MS);
  return read();
}

/**
 * Every route still reads what it should, none was added, and nothing outside the configuration has begun to send
 * traffic to either colour: that would stay behind.
 *
 * @throws PLAN_STALE.
 */
export function assertRoutesFresh(
  snapshot: Snapshot,
  now: Recheck,
  expected: readonly (readonly RouteAction[])[],
): void {
  const changed = snapshot.routes.filter((_, index) => !sameActions(now.actions[index]!, expected[index]!));
  const strays = now.strays.filter((stray) => !isAmong(stray, snapshot.strays));
  if (changed.length === 0 && now.added.length === 0 && strays.length === 0) return;
  throw stale(whyStale(snapshot, now, changed), [
    ...changed.map((route) => `changed: ${route.kind} ${route.arn}`),
    ...now.added.map((route) => `added: ${route.kind} ${route.arn}`),
    ...strays.map((route) => `not configured: ${route.kind} ${route.arn}`),
  ]);
}

function whyStale(snapshot: Snapshot, now: Recheck, changed: readonly Route[]): Told {
  const routes = snapshot.routes.map((route, index) => ({ ...route, actions: now.actions[index]! }));
  const { live } = readLiveColor(routes, groupsOf(snapshot));
  if (live !== snapshot.live) return say('stale.live', { live });
  if (changed.length > 0) return say('stale.changed');
  return now.added.length > 0 ? say('stale.added') : say('stale.strays');
}

function isAmong({ arn, actions }: Route, routes: readonly Route[]): boolean {
  return routes.some((route) => route.arn === arn && sameActions(route.actions, actions));
}

/** @throws PLAN_STALE when a deployment started on the colour. */
export function assertNoDeployment(now: Recheck, to: Color): void {
  if (now.runningDeployment) throw stale(say('stale.deployment', { to, id: now.runningDeployment }), []);
}

/** The colour still has exactly the targets that were checked, all of them healthy. @throws PLAN_STALE. */
export function assertTargetsFresh(now: Recheck, to: Color, checked: readonly TargetSnapshot[]): void {
  const before = identitiesOf(checked);
  const after = identitiesOf(now.targets);
  if (before !== after) throw stale(say('stale.targets', { to }), [`checked: ${before}`, `now: ${after}`]);
  const sick = stayingTargets(now.targets).filter((target) => target.health !== 'healthy');
  if (sick.length > 0) throw stale(say('stale.sick', { to, sick: sick.length }), sick.map(describeTarget));
}

function identitiesOf(targets: readonly TargetSnapshot[]): string {
  return stayingTargets(targets)
    .map((target) => `${target.id}:${target.port}`)
    .sort()
    .join(' ');
}

/** @param message a sentence of our own; in English alone where it is text. */
export function stale(message: string | Told, evidence: readonly string[]): BlueGreenError {
  const next = say('again.next');
  if (typeof message !== 'string') return toldError('PLAN_STALE', message, next, { evidence });
  return new BlueGreenError('PLAN_STALE', message, inEnglish(next), { evidence, nextTold: next });
}
