import { setTimeout as delay } from 'node:timers/promises';
import { ledgerTime } from '@bluegreen/steady-load';
import { judgeHistory } from '../check/judge-history.js';
import { judgeLoad } from '../check/judge-load.js';
import { judgeTurns } from '../check/judge-turns.js';
import type { Violation } from '../check/violation.js';
import { told } from '../sweep/settle.js';
import { startRig, type KeyPair, type Rig, type RigOptions } from '../rig/rig.js';
import { createRandom } from './random.js';
import { randomFaults } from './random-faults.js';
import { sdkRacer } from './sdk-racer.js';
import { cliRacer, race, type RaceRun } from './worker.js';

export interface RaceResult {
  readonly seed: number;
  readonly commands: number;
  readonly kills: number;
  /** Calls that a fault acted on. */
  readonly faults: number;
  /** Moves of traffic that ended well. */
  readonly moves: number;
  readonly requests: number;
  /** How often each exit code came; `killed` for none. */
  readonly ends: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

/** Short, so that the dead are settled within the race. */
const LEASE_MS = 5_000;
const CLI_RACERS = 4;
const OPERATIONS_AT_MOST = 1_000;
const SETTLE_TRIES = 10;

/** Many at once, with faults on, until the time is over; then one line of history has to be left, and one live colour. */
export async function raceLab(
  options: RigOptions & {
    readonly seed: number;
    readonly until: number;
    readonly say: (line: string) => void;
    /** Puts evidence where a person finds it. */
    readonly keep: (name: string, evidence: object) => void;
  },
): Promise<RaceResult> {
  const pairs = Array.from({ length: CLI_RACERS + 2 }, (_, index) => keyPair(index));
  const variables = { ...options.variables, BLUEGREEN_LEASE_MS: String(LEASE_MS) };
  const rig = await startRig({ ...options, variables, keyPairs: pairs });
  try {
    const before = await rig.observe();
    const from = ledgerTime();
    for (const rule of randomFaults(options.seed)) rig.sandbox.addFault(rule);
    const runs = await raceAll(rig, pairs.slice(1), options);
    const faults = rig.sandbox.faults().reduce((sum, { acted }) => sum + acted, 0);
    rig.sandbox.clearFaults();
    const repeat = `race with seed ${options.seed}`;
    const violations = [...brokenEnds(runs, repeat), ...(await settle(rig, repeat))];
    const world = await rig.observe(OPERATIONS_AT_MOST);
    if (world.live.length !== 1)
      violations.push({ repeat, what: `live in the end: ${world.live.join(', ') || 'none'}` });
    if (JSON.stringify(world.groups) !== JSON.stringify(before.groups)) {
      violations.push({ repeat, what: `capacity in the end: ${JSON.stringify(world.groups)}` });
    }
    violations.push(...judgeHistory(world.journal, before.live.join(), repeat));
    violations.push(...judgeTurns(rig.sandbox.calls(), runs, repeat));
    if (violations.length > 0) {
      options.keep(`race-${options.seed}`, { violations, runs, journal: world.journal, calls: rig.sandbox.calls() });
    }
    const ledger = await rig.load.stop();
    violations.push(...judgeLoad(ledger, [{ repeat, from, to: ledgerTime() }]));
    const moves = world.journal.filter(({ verb, end }) => end === 'done' && verb !== 'deploy').length;
    return { ...counted(runs), seed: options.seed, faults, moves, requests: ledger.length, violations };
  } finally {
    await rig.stop();
  }
}

async function raceAll(
  rig: Rig,
  pairs: readonly KeyPair[],
  { seed, until }: { readonly seed: number; readonly until: number },
): Promise<RaceRun[]> {
  const [sdkPair, ...cliPairs] = pairs;
  const sdk = await sdkRacer('sdk', rig.environment, sdkPair!);
  const racers = [sdk, ...cliPairs.map((pair, index) => cliRacer(rig, `cli-${index + 1}`, pair))];
  try {
    const all = racers.map((racer, index) => race(racer, createRandom(seed * 1_000 + index), rig.app, until));
    return (await Promise.all(all)).flat();
  } finally {
    sdk.close();
  }
}

/** What is left open is settled by whoever comes next. */
async function settle(rig: Rig, repeat: string): Promise<Violation[]> {
  let last = '';
  for (let attempt = 0; attempt < SETTLE_TRIES; attempt += 1) {
    await rig.run('unlock', '--quiet');
    const end = await rig.run('resume', '--yes', '--json');
    last = told(end);
    const { lease, journal } = await rig.observe();
    const open = journal.some(({ endedAt }) => endedAt === null);
    if (end.code === 0 && !open && lease?.state !== 'held' && lease?.left !== 'unfinished') return [];
    await delay(1_000);
  }
  return [{ repeat, what: `it cannot be settled; the last resume ended with ${last}` }];
}

/** An internal error is never an answer to whatever the others do. */
function brokenEnds(runs: readonly RaceRun[], repeat: string): Violation[] {
  return runs
    .filter(({ code }) => code === 1)
    .map(({ worker, words, said }) => ({ repeat, what: `"${words}" of ${worker} broke: ${said}` }));
}

function counted(runs: readonly RaceRun[]): Pick<RaceResult, 'commands' | 'kills' | 'ends'> {
  const ends: Record<string, number> = {};
  for (const { code } of runs) ends[code ?? 'killed'] = (ends[code ?? 'killed'] ?? 0) + 1;
  return { commands: runs.length, kills: ends['killed'] ?? 0, ends };
}

/** The first is the sandbox's own pair, which the observer uses. */
function keyPair(index: number): KeyPair {
  return {
    accessKeyId: `AKIALABRACER${String(index).padStart(8, '0')}`,
    secretAccessKey: `lab-secret-of-racer-${index}`,
  };
}
