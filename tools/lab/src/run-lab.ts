import type { Violation } from './check/violation.js';
import { marathon } from './marathon.js';
import { modelRuns } from './model-runs.js';
import type { LabOptions, Part } from './options.js';
import { raceLab } from './race/race-lab.js';
import { machineName, reached, type LabRun, type ReportRow } from './report/lab-report.js';
import { startCli } from './rig/cli-process.js';
import { lightRevision } from './rig/light-revision.js';
import type { RigOptions } from './rig/rig.js';
import { crashTrial } from './sweep/crash-trial.js';
import { faultTrial } from './sweep/fault-trial.js';
import { instanceTrial } from './sweep/instance-trial.js';
import { rowName, sweepVerb } from './sweep/sweep-verb.js';
import type { Trial } from './sweep/trial.js';
import { VERBS, type VerbRow } from './sweep/verbs.js';

export interface LabWorld extends RigOptions {
  readonly say: (line: string) => void;
  /** Puts evidence of a violation where a person finds it. */
  readonly keep: (name: string, evidence: object) => void;
  /** Folder of the workspace. */
  readonly root: string;
  readonly commit: string;
  /** What this one goes on from. */
  readonly earlier: readonly LabRun[];
}

interface Outcome {
  readonly row: ReportRow;
  readonly violations: readonly Violation[];
}

/** How the budget is shared among the parts that are run; model runs come last and take what they take. */
const SHARES: Readonly<Record<Part, number>> = { crash: 6, fault: 4, instance: 1, race: 2, marathon: 2, model: 0 };
const MINUTE_MS = 60_000;

/** Runs the parts that were asked for, one after the other, and says what came of them. */
export async function runLab(options: LabOptions, world: LabWorld): Promise<LabRun> {
  const startedAt = performance.now();
  const date = new Date().toISOString();
  const outcomes: Outcome[] = [];
  const total = options.parts.reduce((sum, part) => sum + SHARES[part], 0) || 1;
  const until = (part: Part) => performance.now() + (options.minutes * MINUTE_MS * SHARES[part]) / total;
  const light = await lightRevision(world.app);
  try {
    const sweeping = { ...world, app: light.path };
    if (options.parts.includes('crash'))
      outcomes.push(...(await sweepAll(options, sweeping, crashTrial, until('crash'))));
    if (options.parts.includes('fault'))
      outcomes.push(...(await sweepAll(options, sweeping, faultTrial, until('fault'))));
  } finally {
    await light.remove();
  }
  if (options.parts.includes('instance'))
    outcomes.push(...(await sweepAll(options, world, instanceTrial, until('instance'))));
  if (options.parts.includes('race')) outcomes.push(await raceOnce(options, world, until('race')));
  if (options.parts.includes('marathon')) outcomes.push(...(await runMarathon(options, world, until('marathon'))));
  if (options.parts.includes('model')) outcomes.push(await runModels(options, world));
  return {
    ...{ date, machine: machineName(), commit: world.commit, seed: options.seed },
    minutes: (performance.now() - startedAt) / MINUTE_MS,
    rows: outcomes.map(({ row }) => row),
    violations: outcomes.flatMap(({ violations }) => violations),
  };
}

/** Each verb gets an equal share of the time that is left. */
async function sweepAll<Point>(
  options: LabOptions,
  world: LabWorld,
  trial: Trial<Point>,
  until: number,
): Promise<Outcome[]> {
  const left = ({ name }: VerbRow) => {
    const before = reached(world.earlier, rowName(trial, name));
    return { name, from: before?.tried ?? 0, points: before?.points ?? Infinity };
  };
  const verbs = (await verbsOf(options, world)).filter((verb) => {
    const { name, from, points } = left(verb);
    return (trial.verbs?.includes(name) ?? true) && from < points;
  });
  const outcomes: Outcome[] = [];
  for (const [index, verb] of verbs.entries()) {
    const now = performance.now();
    world.say(`${trial.name}: ${verb.name}`);
    const { from } = left(verb);
    const own = { ...world, from, until: now + (until - now) / (verbs.length - index) };
    outcomes.push(await sweepVerb(own, verb, trial));
  }
  return outcomes;
}

/** Rows whose command this build of the CLI has. */
async function verbsOf(options: LabOptions, world: LabWorld): Promise<readonly VerbRow[]> {
  const help = startCli({ program: world.cli, words: ['--help'], environment: process.env, deadlineMs: MINUTE_MS });
  const { stdout } = await help.ended;
  const has = (command: string) => new RegExp(`^ {2}${command}\\b`, 'm').test(stdout);
  const wanted = VERBS.filter(({ name }) => options.verbs.length === 0 || options.verbs.includes(name));
  for (const { name, command } of wanted) if (!has(command)) world.say(`left out: ${name}, there is no ${command}`);
  return wanted.filter(({ command }) => has(command));
}

async function raceOnce({ seed }: LabOptions, world: LabWorld, until: number): Promise<Outcome> {
  world.say(`race with seed ${seed}`);
  const { commands, kills, faults, moves, requests, ends, violations } = await raceLab({ ...world, seed, until });
  const codes = Object.entries(ends)
    .map(([code, count]) => `${code}: ${count}`)
    .join(', ');
  const counts = { points: null, tried: null, operations: commands, kills, faults, requests };
  const note = `seed ${seed}: ${moves} moves done, exit codes ${codes}`;
  return { row: { name: 'race', ...counts, violations: violations.length, note }, violations };
}

async function runMarathon({ switches }: LabOptions, world: LabWorld, until: number): Promise<Outcome[]> {
  const target = switches - (reached(world.earlier, 'marathon')?.operations ?? 0);
  if (target <= 0) return [];
  world.say(`marathon: ${target} switches`);
  const { requests, longestGapMs, p99Ms, violations, ...made } = await marathon({
    ...world,
    target,
    until,
  });
  const counts = { points: null, tried: null, operations: made.switches, kills: null, faults: null, requests };
  const note = `longest gap between answers ${longestGapMs} ms, p99 ${p99Ms} ms`;
  return [{ row: { name: 'marathon', ...counts, violations: violations.length, note }, violations }];
}

async function runModels({ modelRuns: runs, seed }: LabOptions, world: LabWorld): Promise<Outcome> {
  world.say(`model runs: ${runs} of each`);
  const result = await modelRuns(world.root, runs, seed);
  const counts = { points: null, tried: null, operations: result.runs, kills: null, faults: null, requests: null };
  const note = `${result.tests} models, ${runs} random runs each from seed ${seed}`;
  return {
    row: { name: 'model', ...counts, violations: result.violations.length, note },
    violations: result.violations,
  };
}
