import type { Color } from '../domain/color.js';
import type { RouteAction, Snapshot } from '../domain/environment.js';
import type { Plan, PlannedVerb, PlanStep } from '../domain/plan.js';
import type { GateFacts } from '../gates/facts.js';
import { judgeGates } from '../gates/gates.js';
import { identifiedRelease } from '../gates/release-identity.js';
import { withHash } from './plan-hash.js';
import { assertRoutesOurs } from './resolve-color.js';
import { sameActions } from './same-actions.js';
import { isReferenced, referenceIdle, shiftActions } from './shift-actions.js';

/**
 * The plan that makes `facts.to` live on every route. Pure. No steps when it is live already.
 *
 * @throws TARGETS_UNREFERENCED when a route forwards to neither colour.
 */
export function planSwitch(facts: GateFacts, createdAt: string, verb: PlannedVerb = 'switch'): Plan {
  const { snapshot, to } = facts;
  assertRoutesOurs(snapshot);
  return withHash({
    version: 1,
    verb,
    environment: snapshot.environment,
    createdAt,
    from: snapshot.live,
    to,
    release: identifiedRelease(facts.identity, facts.expected),
    gates: judgeGates(verb, facts),
    steps: snapshot.live === to ? [] : switchSteps(snapshot, to),
  });
}

function switchSteps(snapshot: Snapshot, to: Color): PlanStep[] {
  const groups = groupsOf(snapshot);
  const reference = referenceStep(snapshot, to);
  const keepOther = snapshot.testUrl === null;
  const shifts = snapshot.routes.flatMap((route): PlanStep[] => {
    const referenced = reference?.routeArn === route.arn ? reference.after : route.actions;
    const after = shiftActions(route.actions, groups, to, { keepOther });
    const step = { kind: 'shift', routeKind: route.kind, routeArn: route.arn, before: referenced, after } as const;
    return sameActions(route.actions, after) ? [] : [step];
  });
  return [
    ...(reference ? [reference] : []),
    { kind: 'wait-healthy', color: to },
    ...identifySteps(snapshot, to),
    ...shifts,
    { kind: 'prove', color: to },
  ];
}

/** Nobody can be asked for a colour by name without a test listener, so a plan does not claim it. */
export function identifySteps(snapshot: Snapshot, color: Color): PlanStep[] {
  return snapshot.testUrl === null ? [] : [{ kind: 'identify', color }];
}

/**
 * Where no test listener keeps the idle group referenced, the first route must, at weight 0 (design rule 1); one
 * reference anywhere is enough for its health checks.
 */
export function referenceStep(
  snapshot: Snapshot,
  idle: Color,
): { kind: 'reference-idle'; routeArn: string; after: readonly RouteAction[] } | null {
  const [first] = snapshot.routes;
  const lists = snapshot.routes.map((route) => route.actions);
  if (snapshot.testUrl !== null || !first || isReferenced(lists, snapshot.colors[idle].targetGroupArn)) return null;
  return { kind: 'reference-idle', routeArn: first.arn, after: referenceIdle(first.actions, groupsOf(snapshot), idle) };
}

export function groupsOf(snapshot: Pick<Snapshot, 'colors'>): Readonly<Record<Color, string>> {
  return { blue: snapshot.colors.blue.targetGroupArn, green: snapshot.colors.green.targetGroupArn };
}
