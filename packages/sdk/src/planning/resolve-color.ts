import { closest } from '../config/closest.js';
import { isColor, otherColor, type Color, type ColorChoice } from '../domain/color.js';
import type { Route, Snapshot } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import { say, toldError } from '../narration/say.js';
import { isReferenced } from './shift-actions.js';

const CHOICES: readonly string[] = ['blue', 'green', 'idle', 'live'];

/**
 * The colour that a person meant; `idle` and `live` are resolved against the routes.
 *
 * @throws COLOR_INVALID for any other word; TARGETS_UNREFERENCED or GATE_FAILED when the routes do not tell.
 */
export function resolveColor(choice: ColorChoice, snapshot: Snapshot): Color {
  if (isColor(choice)) return choice;
  assertColorChoice(choice);
  if (snapshot.live) return choice === 'live' ? snapshot.live : otherColor(snapshot.live);
  assertRoutesOurs(snapshot);
  throw new BlueGreenError(
    'GATE_FAILED',
    `The routes do not agree on one live colour, so "${choice}" means nothing now.`,
    'Name the colour that should serve: `bluegreen switch blue` or `bluegreen switch green`.',
    { evidence: snapshot.disagreement ? [snapshot.disagreement] : [] },
  );
}

/** Every route forwards to blue or to green, and there is one, so that moving them means something. */
export function routesAreOurs(snapshot: Snapshot): boolean {
  return snapshot.routes.length > 0 && strangeRoutes(snapshot).length === 0;
}

function strangeRoutes({ routes, colors }: Snapshot): Route[] {
  const arns = [colors.blue.targetGroupArn, colors.green.targetGroupArn];
  return routes.filter((route) => !arns.some((arn) => isReferenced([route.actions], arn)));
}

/** @throws TARGETS_UNREFERENCED unless every route forwards to blue or to green. */
export function assertRoutesOurs(snapshot: Snapshot): void {
  if (routesAreOurs(snapshot)) return;
  const { routes, colors } = snapshot;
  const strange = strangeRoutes(snapshot);
  const names = `${colors.blue.targetGroupName} and ${colors.green.targetGroupName}`;
  throw new BlueGreenError(
    'TARGETS_UNREFERENCED',
    strange.length === routes.length
      ? `No listener or rule forwards to either target group (${names}), so neither colour is live.`
      : `${strange.length} of ${routes.length} routes forward to neither target group (${names}).`,
    'Run `bluegreen config explain` and check the listeners and both target groups.',
    { evidence: strange.map((route) => `${route.kind} ${route.arn}`) },
  );
}

/** @throws COLOR_INVALID unless the word is one of the four choices. */
export function assertColorChoice(choice: string): asserts choice is ColorChoice {
  if (CHOICES.includes(choice)) return;
  const meant = closest(choice, CHOICES);
  const next = meant ? say('color.meant.next', { meant }) : say('color.invalid.next');
  throw toldError('COLOR_INVALID', say('color.invalid', { choice }), next);
}
