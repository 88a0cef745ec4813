export const PARTS = ['crash', 'fault', 'instance', 'race', 'marathon', 'model'] as const;
export type Part = (typeof PARTS)[number];

export interface LabOptions {
  readonly minutes: number;
  readonly parts: readonly Part[];
  /** Verbs of the sweep by name; empty for all. */
  readonly verbs: readonly string[];
  readonly seed: number;
  /** Switches that the marathon is to make. */
  readonly switches: number;
  readonly modelRuns: number;
  readonly json: boolean;
  /** File to write the report to. */
  readonly report: string | null;
  /** Files of earlier runs, which are gone on from; this run is added to the first. */
  readonly results: readonly string[];
  /** The `bluegreen` to try; null for the one of this tree. */
  readonly cli: string | null;
}

export const USAGE = `npm run lab -- [--minutes N] [--only PART]… [--verb NAME]… [--seed N] [--switches N] [--model-runs N]
                   [--json] [--report FILE] [--continue FILE]… [--cli FILE]

Parts: ${PARTS.join(', ')}. Default: all of them in 10 minutes.
--continue goes on where the runs in FILE (JSON) ended, adds this one to it, and reports on all of them.`;

/** @throws RangeError that says which word cannot be */
export function readOptions(words: readonly string[], seed: number): LabOptions {
  const left = [...words];
  const parts: Part[] = [];
  const verbs: string[] = [];
  const results: string[] = [];
  const found = { minutes: 10, seed, switches: 1_000, modelRuns: 10_000, json: false };
  const files = { report: null as string | null, cli: null as string | null };
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const value = () => left.shift() ?? wrong(`${word} needs a value`);
    if (word === '--minutes') found.minutes = number(word, value());
    else if (word === '--seed') found.seed = number(word, value());
    else if (word === '--switches') found.switches = number(word, value());
    else if (word === '--model-runs') found.modelRuns = number(word, value());
    else if (word === '--only') parts.push(part(value()));
    else if (word === '--verb') verbs.push(value());
    else if (word === '--report') files.report = value();
    else if (word === '--continue') results.push(value());
    else if (word === '--cli') files.cli = value();
    else if (word === '--json') found.json = true;
    else wrong(`there is no ${word}\n${USAGE}`);
  }
  return { ...found, ...files, parts: parts.length > 0 ? parts : PARTS, verbs, results };
}

function number(name: string, text: string): number {
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : wrong(`${name} takes a number above 0, not ${text}`);
}

function part(text: string): Part {
  return PARTS.find((one) => one === text) ?? wrong(`--only takes one of ${PARTS.join(', ')}, not ${text}`);
}

function wrong(problem: string): never {
  throw new RangeError(problem);
}
