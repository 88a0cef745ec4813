import { lastOf, planOf, type ReportFacts } from './report-facts.js';

/** Longest file that GitLab takes as a dotenv report, in bytes (docs.gitlab.com, artifacts_reports). */
const MOST_BYTES = 5 * 1024;

/** `deploy.env`: what later jobs of the pipeline may want to know, as `KEY=value` lines. */
export function dotenvReport(facts: ReportFacts): string {
  const plan = planOf(facts);
  const values: Record<string, string | null | undefined> = {
    BLUEGREEN_COMMAND: facts.command,
    BLUEGREEN_EXIT_CODE: String(facts.exitCode),
    BLUEGREEN_REASON_CODE: facts.error?.code ?? 'DONE',
    BLUEGREEN_ENVIRONMENT: plan?.environment,
    BLUEGREEN_COLOR: plan?.to,
    BLUEGREEN_FROM: plan?.from,
    BLUEGREEN_LIVE: liveAfter(facts),
    BLUEGREEN_RELEASE: plan?.release?.release,
    BLUEGREEN_DIGEST: plan?.release?.digest,
    BLUEGREEN_PLAN_HASH: plan?.hash,
    BLUEGREEN_DEPLOYMENT_ID: deploymentOf(facts),
  };
  const lines = Object.entries(values).flatMap(([key, value]) => (value ? [`${key}=${oneLine(value)}`] : []));
  return `${lines.join('\n').slice(0, MOST_BYTES - 1)}\n`;
}

function liveAfter({ events }: ReportFacts): string | null {
  const restored = events.findLastIndex((event) => event.type === 'traffic.restored');
  const shifted = events.findLastIndex((event) => event.type === 'traffic.shifted');
  if (shifted > restored) return lastOf(events, 'traffic.shifted')!.to;
  return restored >= 0
    ? lastOf(events, 'traffic.restored')!.live
    : (lastOf(events, 'environment.observed')?.snapshot.live ?? null);
}

function deploymentOf({ events }: ReportFacts): string | null {
  const created = lastOf(events, 'deployment.created') ?? lastOf(events, 'deployment.adopted');
  return created?.deploymentId ?? null;
}

/** A value may not break out of its line. */
function oneLine(value: string): string {
  return value.replaceAll(/[\r\n]+/g, ' ');
}
