import { run } from '@bluegreen/sdk';
import { ledgerTime, summarize, type Span } from '@bluegreen/steady-load';
import { judgeLoad } from './check/judge-load.js';
import type { Violation } from './check/violation.js';
import { startRig, type RigOptions } from './rig/rig.js';

export interface MarathonResult {
  readonly switches: number;
  readonly requests: number;
  readonly longestGapMs: number;
  /** Of all requests: in a marathon every one meets a switch. */
  readonly p99Ms: number;
  readonly violations: readonly Violation[];
}

/** One switch after the other under load, until there were enough or the time is over. */
export async function marathon(
  options: RigOptions & { readonly target: number; readonly until: number; readonly say: (line: string) => void },
): Promise<MarathonResult> {
  const rig = await startRig(options);
  const spans: Span[] = [];
  const violations: Violation[] = [];
  try {
    while (spans.length < options.target && performance.now() < options.until && violations.length === 0) {
      const from = ledgerTime();
      const repeat = `switch ${spans.length + 1} of the marathon`;
      await run(rig.bluegreen.switch()).catch((error: unknown) => violations.push({ repeat, what: String(error) }));
      spans.push({ from, to: ledgerTime() });
      if (spans.length % 100 === 0) options.say(`marathon: ${spans.length} switches`);
    }
    const ledger = await rig.load.stop();
    const { longestGapMs, p99SwitchMs: p99Ms } = summarize(ledger, spans);
    const episodes = spans.map((span, index) => ({ repeat: `switch ${index + 1} of the marathon`, ...span }));
    violations.push(...judgeLoad(ledger, episodes));
    return { switches: spans.length, requests: ledger.length, longestGapMs, p99Ms, violations };
  } finally {
    await rig.stop();
  }
}
