import { setTimeout as delay } from 'node:timers/promises';
import { judgeEnd } from '../check/judge-end.js';
import type { Rig } from '../rig/rig.js';
import { crashPoints, holdRule, pointName, type CrashPoint } from './points.js';
import { settle } from './settle.js';
import type { Trial } from './trial.js';
import type { VerbRow } from './verbs.js';

const REACHED_WITHIN_MS = 60_000;
const NOTICED_WITHIN_MS = 10_000;
const HOLD = 'crash';

/** Kills a run at one instant, and lets another process settle what it left. */
export const crashTrial: Trial<CrashPoint> = {
  name: 'crash sweep',
  note: 'killed before and after each, finished and unwound',
  points: crashPoints,
  describe: pointName,
  async once(rig, verb, point, expected, run) {
    const hit = await killAt(rig, verb, point, run);
    const problems = hit ? await settle(rig, point.mode === 'unwind') : [];
    problems.push(...judgeEnd(await rig.observe(), expected));
    return { hit, kills: hit ? 1 : 0, problems };
  },
};

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + NOTICED_WITHIN_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('The sandbox did not notice that the client was killed.');
    await delay(5);
  }
}

async function killAt(rig: Rig, verb: VerbRow, point: CrashPoint, run: number): Promise<boolean> {
  const { sandbox } = rig;
  sandbox.addFault({ ...holdRule(point), id: HOLD });
  const giveUp = new AbortController();
  const cli = rig.start(verb.words(rig, run));
  try {
    const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(REACHED_WITHIN_MS)]);
    const reached = await Promise.race([
      sandbox.nextHeld(HOLD, signal).then(
        () => true,
        () => false,
      ),
      cli.ended.then(() => false),
    ]);
    cli.kill();
    await cli.ended;
    // A call let go before the sandbox knows that its client is dead would have its effect after all.
    await until(() => sandbox.faults().every(({ id, held }) => id !== HOLD || held.length === 0));
    return reached;
  } finally {
    giveUp.abort();
    sandbox.clearFaults(HOLD);
  }
}
