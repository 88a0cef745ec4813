import { lastOf, planOf, verdictsOf, type ReportFacts } from './report-facts.js';

/** `metrics.txt`: figures in the OpenMetrics text format, which GitLab compares between branches. */
export function metricsReport(facts: ReportFacts): string {
  const { events, startedAt, endedAt } = facts;
  const plan = planOf(facts);
  const labels = `{command="${facts.command}"${plan ? `,environment="${plan.environment}"` : ''}}`;
  const verdicts = verdictsOf(facts);
  const probe = lastOf(events, 'probe.passed');
  const deployment = lastOf(events, 'deployment.finished');
  const figures: readonly (readonly [string, number | undefined])[] = [
    ['bluegreen_operation_seconds', (endedAt - startedAt) / 1000],
    ['bluegreen_exit_code', facts.exitCode],
    ['bluegreen_gates_passed', verdicts.filter(({ verdict }) => verdict === 'pass').length],
    ['bluegreen_gates_not_passed', verdicts.filter(({ verdict }) => verdict !== 'pass').length],
    ['bluegreen_proof_seconds', probe && probe.elapsedMs / 1000],
    ['bluegreen_deployment_seconds', deployment && deployment.elapsedMs / 1000],
  ];
  const lines = figures.flatMap(([name, value]) => (value === undefined ? [] : [`${name}${labels} ${value}`]));
  return `${[...lines, '# EOF'].join('\n')}\n`;
}
