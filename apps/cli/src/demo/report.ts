import type { LedgerSummary } from '@bluegreen/steady-load';
import type { Row } from '../renderers/table.js';
import type { Words } from '../words/words.js';

/** What the demo found out; printed as it stands with `--json`. */
export interface DemoReport extends LedgerSummary {
  readonly switches: readonly DemoSwitch[];
  readonly releases: readonly string[];
}

export interface DemoSwitch {
  readonly verb: 'switch' | 'rollback';
  readonly from: string | null;
  readonly to: string;
  /** From the first listener write to the end of the proof. */
  readonly ms: number;
}

export function reportRows(report: DemoReport, words: Words): Row[] {
  const { demo, none } = words;
  return [
    [demo.releases, report.releases.join(', ')],
    ...report.switches.map(({ verb, from, to, ms }) => [
      demo.verbs[verb],
      `${from?.toUpperCase() ?? none} -> ${to.toUpperCase()}, ${ms} ms`,
    ]),
    [demo.requests, demo.counts(report.requests, report.answered, report.failed)],
    ...Object.entries(report.failures).map(([reason, count]) => ['', `${count} x ${reason}`]),
    [demo.longestGap, demo.gap(report.longestGapMs)],
    [demo.latency, demo.latencies(report.p50Ms, report.p99SteadyMs, report.p99SwitchMs)],
  ];
}
