import type { Color } from '../domain/color.js';
import type { Snapshot } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Plan, PlanStep } from '../domain/plan.js';
import { say } from '../narration/say.js';
import type { GateFacts } from '../gates/facts.js';
import { judgeGates } from '../gates/gates.js';
import { identifiedRelease } from '../gates/release-identity.js';
import { drifted } from './find-drift.js';
import { readLiveColor } from './live-color.js';
import { withHash } from './plan-hash.js';
import { groupsOf, referenceStep } from './plan-switch.js';

/** The plan that gives every drifted route its recorded actions, with the gates of a rollback. Pure. */
export function planRepair(facts: GateFacts, createdAt: string): Plan {
  const { snapshot, to } = facts;
  // A route that we do not manage stays where it is either way.
  const managed = { ...facts, snapshot: { ...snapshot, strays: [] } };
  return withHash({
    version: 1,
    verb: 'repair',
    environment: snapshot.environment,
    createdAt,
    from: snapshot.live,
    to,
    release: identifiedRelease(facts.identity, facts.expected),
    gates: judgeGates('repair', managed),
    steps: snapshot.drift.length === 0 ? [] : repairSteps(snapshot, to),
  });
}

function repairSteps(snapshot: Snapshot, to: Color): PlanStep[] {
  const reference = referenceStep(snapshot, to);
  const shifts = snapshot.drift.map(({ kind: routeKind, arn: routeArn, expected, actual }): PlanStep => {
    const before = reference?.routeArn === routeArn ? reference.after : (actual ?? []);
    return { kind: 'shift', routeKind, routeArn, before, after: expected };
  });
  return [
    ...(reference ? [reference] : []),
    { kind: 'wait-healthy', color: to },
    { kind: 'identify', color: to },
    ...shifts,
    { kind: 'prove', color: to },
  ];
}

/**
 * The colour that is live once every drifted route reads as recorded. Pure.
 *
 * @throws DRIFTED when a route is gone, or when the record itself names no single colour.
 */
export function repairedColor(snapshot: Snapshot): Color {
  const { drift, routes } = snapshot;
  const gone = drift.filter(({ change }) => change === 'gone');
  if (gone.length > 0) {
    throw drifted(gone, say('drift.gone', { routes: gone.length }), say('drift.gone.next'));
  }
  const recorded = routes.map((route) => {
    const expected = drift.find(({ arn }) => arn === route.arn)?.expected;
    return expected ? { ...route, actions: expected } : route;
  });
  const { live, disagreement } = readLiveColor(recorded, groupsOf(snapshot));
  if (live) return live;
  throw new BlueGreenError(
    'GATE_FAILED',
    'Put back as recorded, the routes would still not agree on one live colour.',
    'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`; before it, `bluegreen repair --adopt` if somebody else moved traffic.',
    { evidence: disagreement ? [disagreement] : [] },
  );
}
