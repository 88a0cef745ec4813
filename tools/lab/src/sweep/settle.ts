import type { CliEnd } from '../rig/cli-process.js';
import type { Rig } from '../rig/rig.js';

/** Older than any lease may last without renewal. */
const LEASE_IS_OVER_MS = 70_000;
/** Ends of a resume that say what became of the operation; the others say that nobody knows, or that it broke. */
const GOOD_ENDS = [0, 6, 7];

/** Another process takes over what the last one left, as soon as its lease is over; what was wrong with that. */
export async function settle(rig: Rig, unwind: boolean): Promise<string[]> {
  rig.sandbox.advanceClock(LEASE_IS_OVER_MS, 'lease.json');
  const end = await rig.run('resume', '--yes', '--json', ...(unwind ? ['--unwind'] : []));
  return GOOD_ENDS.includes(end.code ?? -1) ? [] : [`resume ended badly: ${told(end)}`];
}

/** An end in one line. */
export function told({ code, signal, stdout, stderr }: CliEnd): string {
  return `${code ?? signal}: ${`${stdout}${stderr}`.replace(/\s+/g, ' ').slice(0, 600)}`;
}
