import { COLORS, type Color } from '../domain/color.js';
import type { Route, RouteAction, RouteDrift, Snapshot } from '../domain/environment.js';
import type { BlueGreenError } from '../domain/errors.js';
import type { JournalDocument } from '../domain/journal.js';
import type { Told } from '../domain/sentences.js';
import { say, toldError } from '../narration/say.js';
import type { LeaseReading } from '../state/lease-document.js';
import { sharesOf } from './live-color.js';
import { stableJson } from './plan-hash.js';
import { sameActions } from './same-actions.js';

/** Routes as the records say they were left; a route that no operation ever wrote is not among them. */
export type IntendedRoutes = readonly Route[];

type Entry = Pick<JournalDocument, 'verb' | 'end' | 'steps'>;

/** The verb of an entry that wrote no route, but took all of them as they were found. */
export const ADOPT = 'adopt';

/**
 * What is intended after one more entry: the last actions it gave each route, or those from before it where it was
 * undone. Null: nobody can tell, for the entry has no end or one that needs a person's attention. Pure.
 */
export function intendedAfter(former: IntendedRoutes | null, entry: Entry): IntendedRoutes | null {
  const writes = entry.steps.flatMap(({ change }) => (change.kind === 'write-routes' ? [change] : []));
  if (writes.length === 0) return former;
  if (entry.end === null || entry.end === 'needs-attention') return null;
  const kept = entry.verb === ADOPT ? [] : (former ?? []);
  const left = new Map(kept.map((route) => [route.arn, route]));
  for (const { kind, arn, listenerArn, before, after } of writes.flatMap((change) => change.routes)) {
    if (entry.end === 'done') left.set(arn, { kind, arn, listenerArn, actions: after });
    // An undone move leaves what was intended before it, whatever it happened to find.
    else if (!left.has(arn)) left.set(arn, { kind, arn, listenerArn, actions: before });
  }
  return [...left.values()];
}

/** What the entries leave, newest first. Pure. */
export function intendedRoutes(newestFirst: readonly Entry[]): IntendedRoutes | null {
  return [...newestFirst].reverse().reduce<IntendedRoutes | null>(intendedAfter, null);
}

/** What a lease says is intended. Null while an operation works, or left work behind: its routes are on their way. Pure. */
export function settledIntent(lease: Pick<LeaseReading, 'document'> | null): IntendedRoutes | null {
  const document = lease?.document;
  if (!document || document.state === 'held' || document.left === 'unfinished') return null;
  return document.intended ?? null;
}

/** Routes that read otherwise than intended; none where nothing is on record. Pure. */
export function findDrift(
  routes: readonly Route[],
  groups: Readonly<Record<Color, string>>,
  intended: IntendedRoutes | null,
): readonly RouteDrift[] {
  return (intended ?? []).flatMap(({ kind, arn, actions: expected }): RouteDrift[] => {
    const actual = routes.find((route) => route.arn === arn)?.actions ?? null;
    if (actual === null) return [{ kind, arn, change: 'gone', expected, actual }];
    if (sameActions(expected, actual)) return [];
    const [was, is] = [sharesOf(expected, groups), sharesOf(actual, groups)];
    const moved = COLORS.some((color) => was[color] !== is[color]);
    return [{ kind, arn, change: moved ? 'colour' : 'detail', expected, actual }];
  });
}

/**
 * Nobody has moved traffic behind our back. A route whose colours have their recorded shares is fine, whatever else was
 * changed on it: that is carried along.
 *
 * @throws DRIFTED that names the routes, what was recorded and what is read.
 */
export function assertUndrifted({ drift }: Pick<Snapshot, 'drift'>): void {
  const moved = drift.filter(({ change }) => change !== 'detail');
  if (moved.length === 0) return;
  throw drifted(moved, say('drift.moved'), say('drift.moved.next'));
}

export function drifted(drift: readonly RouteDrift[], told: Told, next: Told): BlueGreenError {
  return toldError('DRIFTED', told, next, { evidence: drift.flatMap(describeDrift) });
}

/** A route, what was recorded of it, and what is read, a line each. */
export function describeDrift({ kind, arn, expected, actual }: RouteDrift): string[] {
  return [
    `${kind} ${arn}`,
    `  recorded: ${said(expected)}`,
    `  reads: ${actual ? said(actual) : 'nothing, it is gone'}`,
  ];
}

function said(actions: readonly RouteAction[]): string {
  return stableJson(actions);
}
