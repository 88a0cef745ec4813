import type { Color, ColorChoice } from '../domain/color.js';
import type { OperationContext } from '../domain/context.js';
import type { ColorSnapshot, Snapshot } from '../domain/environment.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Operation } from '../domain/events.js';
import { COLOR_HEADER } from '../domain/names.js';
import type { ValidateInput, ValidateResult } from '../domain/operations.js';
import { assertColorChoice, resolveColor } from '../planning/resolve-color.js';
import { ANSWER_TIMEOUT_MS, askVersion, urlOf } from './steps/ask-version.js';
import { assertNotAborted, closedErrors, pause } from './steps/operation-errors.js';
import { observe } from './steps/observe.js';

type Check = ValidateResult['checks'][number] & { readonly elapsedMs: number };

const DEFAULT_TIMEOUT_MS = 30_000;
const PAUSE_MS = 100;

/**
 * Asks /health, /health/deep and /version as clients do, through the load balancer. Changes nothing. A finding is no
 * error: `ok` is false, and a front end reports it as VALIDATION_FAILED.
 *
 * @throws RESOURCE_MISSING when the idle colour is wanted and no test listener answers for it.
 */
export function validate(context: OperationContext, input: ValidateInput = {}): Operation<ValidateResult> {
  return closedErrors(context, run(context, input));
}

async function* run(context: OperationContext, input: ValidateInput): Operation<ValidateResult> {
  const choice = input.color ?? 'live';
  assertColorChoice(choice);
  const { snapshot } = await observe(context);
  yield { type: 'environment.observed', snapshot };
  const { color, url, headers } = wayTo(context, snapshot, choice);
  const { health, deepHealth } = context.config.paths;
  const deadlineMs = context.clock.now() + (input.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const [healthCheck, deepCheck, version] = await Promise.all([
    checkHealth(context, url, health, headers),
    checkHealth(context, url, deepHealth, headers),
    checkVersion(context, { url, headers, deadlineMs, release: input.release, color: snapshot.colors[color] }),
  ]);
  const checks = [healthCheck, deepCheck, version.check];
  for (const check of checks) yield { type: 'endpoint.validated', ...check };
  return {
    ok: checks.every((check) => check.ok),
    color,
    url,
    release: version.release,
    checks: checks.map(({ path, ok, status, detail }) => ({ path, ok, status, detail })),
  };
}

interface Way {
  readonly color: Color;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The live colour is asked where clients ask; the other one by name. */
function wayTo({ config }: OperationContext, snapshot: Snapshot, choice: ColorChoice): Way {
  const color = resolveColor(choice, snapshot);
  if (color === snapshot.live) return { color, url: config.productionUrl, headers: {} };
  if (snapshot.testUrl !== null) return { color, url: snapshot.testUrl, headers: { [COLOR_HEADER]: color } };
  throw new BlueGreenError(
    'RESOURCE_MISSING',
    `No listener answers for ${color} by name.`,
    `Add the two ${COLOR_HEADER} rules to a test listener, or set BLUEGREEN_TEST_URL.`,
  );
}

async function checkHealth(
  { probe, signal }: OperationContext,
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Check> {
  const answer = await probe.get(urlOf(url, path), { headers, timeoutMs: ANSWER_TIMEOUT_MS, signal });
  const ok = answer.status !== null && answer.status >= 200 && answer.status < 300;
  const detail = answer.failure ?? (ok ? 'answers' : firstLine(answer.body));
  return { path, ok, status: answer.status, detail, elapsedMs: answer.elapsedMs };
}

interface VersionWanted extends Omit<Way, 'color'> {
  readonly deadlineMs: number;
  readonly release: string | undefined;
  readonly color: ColorSnapshot;
}

/** Asks until every healthy target has answered, and compares the answers with each other and with what is wanted. */
async function checkVersion(
  context: OperationContext,
  wanted: VersionWanted,
): Promise<{ check: Check; release: string | null }> {
  const { color } = wanted;
  const startedAt = context.clock.now();
  const unseen = new Set(color.targets.filter((target) => target.health === 'healthy').map((target) => target.id));
  const total = unseen.size;
  const releases = new Set<string>();
  const troubles = new Set<string>();
  let status: number | null = null;
  for (let round = 0; round === 0 || (unseen.size > 0 && context.clock.now() < wanted.deadlineMs); round += 1) {
    if (round > 2) await pause(context, PAUSE_MS);
    assertNotAborted(context);
    const answers = Array.from({ length: Math.max(1, Math.min(unseen.size, 8)) }, () =>
      askVersion(context, wanted.url, wanted.headers),
    );
    for (const { report, trouble, status: answered } of await Promise.all(answers)) {
      status = answered;
      if (!report) troubles.add(trouble!);
      else releases.add(report.digest ? `${report.release} ${report.digest.slice(0, 12)}` : report.release);
      if (report?.color && report.color !== color.color) troubles.add(`${report.color} answered`);
      if (report && wanted.release && report.release !== wanted.release)
        troubles.add(`${report.release} instead of ${wanted.release}`);
      if (report?.instance) unseen.delete(report.instance);
    }
    // A colour that answers nothing but errors will not get better by asking on.
    if (releases.size === 0 && round > 4) break;
  }
  if (total === 0) troubles.add('no healthy target');
  if (unseen.size > 0) troubles.add(`no answer from ${[...unseen].join(', ')}`);
  if (releases.size > 1) troubles.add(`several releases: ${[...releases].join(', ')}`);
  const names = [...releases].map((release) => release.split(' ')[0]!);
  const detail = troubles.size > 0 ? [...troubles].join('; ') : `${[...releases][0]} on ${total} targets`;
  const check = { path: context.config.paths.version, ok: troubles.size === 0, status, detail };
  return { check: { ...check, elapsedMs: context.clock.now() - startedAt }, release: names[0] ?? null };
}

function firstLine(body: string): string {
  return body.split('\n')[0]!.slice(0, 200) || 'no body';
}
