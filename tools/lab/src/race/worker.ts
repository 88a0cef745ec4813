import { setTimeout as delay } from 'node:timers/promises';
import type { Rig } from '../rig/rig.js';
import type { Random } from './random.js';

/** One command that a worker ran. */
export interface RaceRun {
  readonly worker: string;
  readonly accessKeyId: string;
  readonly words: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Exit code of the command line, or the SDK's; null when it was killed. */
  readonly code: number | null;
  /** What it said when it ended otherwise than expected. */
  readonly said: string;
}

/** Something that carries out commands: a process each time, or the SDK in this one. */
export interface Racer {
  readonly name: string;
  readonly accessKeyId: string;
  /** @param killAfterMs when to kill it; null lets it end. In-process racers cannot be killed and ignore it. */
  carryOut(words: readonly string[], killAfterMs: number | null): Promise<{ code: number | null; said: string }>;
}

/** A racer whose commands are processes of the real command line. */
export function cliRacer(rig: Rig, name: string, keyPair: { accessKeyId: string; secretAccessKey: string }): Racer {
  const environment = { AWS_ACCESS_KEY_ID: keyPair.accessKeyId, AWS_SECRET_ACCESS_KEY: keyPair.secretAccessKey };
  return {
    name,
    accessKeyId: keyPair.accessKeyId,
    async carryOut(words, killAfterMs) {
      const cli = rig.start(words, environment);
      const timer = killAfterMs === null ? undefined : setTimeout(() => cli.kill(), killAfterMs);
      const { code, stdout, stderr } = await cli.ended;
      clearTimeout(timer);
      return { code, said: `${stdout}${stderr}`.replace(/\s+/g, ' ').slice(0, 500) };
    },
  };
}

type Command = readonly string[];

const COMMANDS: readonly (readonly [weight: number, words: Command])[] = [
  [30, ['switch', '--yes', '--quiet']],
  [12, ['rollback', '--yes', '--quiet']],
  [5, ['resume', '--yes', '--quiet']],
  [3, ['resume', '--unwind', '--yes', '--quiet']],
  [3, ['status', '--quiet']],
  [1, ['lock', '--reason', 'race', '--quiet']],
  [6, ['unlock', '--quiet']],
  [2, ['deploy']],
];

const KILLED_SHARE = 0.12;
const KILL_WITHIN_MS = 1_800;
const PAUSE_MS = 120;

/** Carries out random commands until the time is over; every one of them is on the list that comes back. */
export async function race(racer: Racer, random: Random, app: string, until: number): Promise<RaceRun[]> {
  const runs: RaceRun[] = [];
  while (performance.now() < until) {
    const chosen = random.weighted(COMMANDS);
    const release = `race-${random.below(3)}`;
    const words = chosen[0] === 'deploy' ? ['deploy', '--source', app, '--release', release, '--quiet'] : chosen;
    const killAfterMs = random.next() < KILLED_SHARE ? random.below(KILL_WITHIN_MS) : null;
    const from = Date.now();
    const { code, said } = await racer.carryOut(words, killAfterMs);
    const { name: worker, accessKeyId } = racer;
    runs.push({ worker, accessKeyId, words: words.join(' '), from, to: Date.now(), code, said });
    await delay(random.below(PAUSE_MS));
  }
  return runs;
}
