import { COLORS, type Color } from '../domain/color.js';
import type { Route, RouteAction } from '../domain/environment.js';

export interface LiveReading {
  /** Null when the routes give no single answer. */
  readonly live: Color | null;
  /** Share of the traffic in percent, over all routes. */
  readonly weights: Readonly<Record<Color, number>>;
  /** Why there is no single answer; null when there is. */
  readonly disagreement: string | null;
}

/** Which colour the routes send traffic to. Pure; the routes as read are the only truth (design.md, observe). */
export function readLiveColor(routes: readonly Route[], groups: Readonly<Record<Color, string>>): LiveReading {
  if (routes.length === 0) {
    const disagreement = 'No listener or rule forwards to either target group.';
    return { live: null, weights: { blue: 0, green: 0 }, disagreement };
  }
  const shares = routes.map((route) => sharesOf(route.actions, groups));
  const average = (color: Color) => roundPercent(shares.reduce((sum, share) => sum + share[color], 0) / routes.length);
  const weights = { blue: average('blue'), green: average('green') };
  const live = COLORS.find((color) => shares.every((share) => share[color] === 100)) ?? null;
  if (live) return { live, weights, disagreement: null };
  const lines = routes.map((route, index) => `${route.kind} ${route.arn}: ${describeShares(shares[index]!)}`);
  return { live: null, weights, disagreement: lines.join('; ') };
}

/** Percent of one action list's traffic that each colour gets. */
export function sharesOf(
  actions: readonly RouteAction[],
  groups: Readonly<Record<Color, string>>,
): Readonly<Record<Color, number>> {
  const targets = actions.flatMap((action) => (action.type === 'forward' ? action.groups : []));
  // A group alone gets everything whatever its weight says, unless it says 0.
  const total = targets.reduce((sum, group) => sum + group.weight, 0);
  const share = (color: Color) => {
    const weight = targets.filter((g) => g.targetGroupArn === groups[color]).reduce((sum, g) => sum + g.weight, 0);
    return total === 0 ? 0 : (weight / total) * 100;
  };
  return { blue: share('blue'), green: share('green') };
}

function describeShares(share: Readonly<Record<Color, number>>): string {
  const rest = roundPercent(100 - share.blue - share.green);
  const known = `blue ${roundPercent(share.blue)} %, green ${roundPercent(share.green)} %`;
  return rest > 0 ? `${known}, elsewhere ${rest} %` : known;
}

function roundPercent(value: number): number {
  return Math.round(value * 100) / 100;
}
