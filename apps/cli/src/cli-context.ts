import type { BlueGreen, ConnectOptions, Language, Operation } from '@bluegreen/sdk';
import type { Writable, Readable } from 'node:stream';
import { loadSandbox, type SandboxModule } from './commands/sandbox/load-sandbox.js';
import type { ChildReport } from './commands/sandbox/child-report.js';
import { createProgress } from './renderers/progress.js';
import type { Reporter } from './reports/reporter.js';
import { phaseOf } from './renderers/phase.js';
import { table, type Row } from './renderers/table.js';
import { wordsOf, type Words } from './words/words.js';

/** The outside world of one command line; tests give their own. */
export interface CliStreams {
  readonly stdout: Writable & { isTTY?: boolean; columns?: number };
  readonly stderr: Writable & { isTTY?: boolean; columns?: number };
  readonly stdin: Readable & { isTTY?: boolean };
  readonly environment: NodeJS.ProcessEnv;
  readonly directory: string;
  /** Aborted with an Error whose message is the signal's name. */
  readonly signal: AbortSignal;
  /** Present where another bluegreen started this one: `sandbox up --detach` hears from its child this way. */
  readonly tellParent?: (report: ChildReport) => void;
}

/** Options that every command takes. */
export interface GlobalFlags {
  readonly project?: string;
  readonly environment?: string;
  readonly region?: string;
  readonly stack?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: Language;
  /** Of the commands that move traffic. */
  readonly proofRate?: number;
  readonly proof?: boolean;
  readonly reportDir?: string;
  readonly query?: string;
}

/** What a command needs: an SDK to call, and a way to say things. Data goes to stdout, everything else to stderr. */
export interface CliContext extends CliStreams {
  exitCode: number;
  flags: GlobalFlags;
  /** Keeps what is said for `--report-dir`. */
  reporter: Reporter | null;
  /** The part of the data that `--query` asks for. */
  select: ((data: unknown) => unknown) | null;
  /** Language of all words, from `--lang` or the locale. */
  language(): Language;
  words(): Words;
  /** The environment that flags, variables and files lead to, found once; or the one that the options lead to. */
  connect(elsewhere?: ConnectOptions): Promise<BlueGreen>;
  loadSandbox(): Promise<SandboxModule>;
  /** Runs an operation whose result tells all that there is to tell. */
  read<Result>(start: (bluegreen: BlueGreen) => Operation<Result>): Promise<Result>;
  /** Runs an operation on the environment with live progress; its result is the command's data. */
  follow<Result>(start: (bluegreen: BlueGreen) => Operation<Result>): Promise<Result>;
  /** The same for an operation that needs no environment. */
  narrate<Result>(operation: Operation<Result>): Promise<Result>;
  /** Prints the result: as one JSON document with `--json`, else as the given text. */
  print(data: unknown, text: () => string): void;
  /** Rows for stdout: aligned for a reader, tab-separated for a program. The heading is for a reader alone. */
  table: (rows: readonly Row[], heading?: Row) => string;
  /** A line for people, on stderr, never with `--quiet` or `--json`. */
  say(line: string): void;
  /** Says which command comes next. */
  suggest(command: string): void;
}

export function createCliContext(streams: CliStreams): CliContext {
  let connection: Promise<BlueGreen> | undefined;
  const cli: CliContext = {
    ...streams,
    exitCode: 0,
    flags: {},
    reporter: null,
    select: null,
    language: () => cli.flags.lang ?? languageOf(streams.environment),
    words: () => wordsOf(cli.language()),
    connect: (elsewhere) => (elsewhere ? open(elsewhere) : (connection ??= open(connectOptions(cli)))),
    loadSandbox,
    async read(start) {
      const { run } = await import('@bluegreen/sdk');
      return run(start(await speakTo(cli)), (event) => cli.reporter?.seen(event));
    },
    follow: async (start) => cli.narrate(start(await speakTo(cli))),
    async narrate(operation) {
      const { describeEvent, run } = await import('@bluegreen/sdk');
      const progress = createProgress(cli);
      try {
        return await run(operation, (event) => {
          cli.reporter?.seen(event);
          progress.show({ ...describeEvent(event, cli.language()), phase: phaseOf(event.type) });
        });
      } finally {
        progress.end();
      }
    },
    print(data, text) {
      cli.reporter?.cameTo(data);
      const asJson = cli.flags.json || cli.select;
      const wanted = cli.select ? cli.select(data) : data;
      streams.stdout.write(asJson ? `${JSON.stringify(wanted ?? null, null, 2)}\n` : `${text()}\n`);
    },
    table(rows, heading) {
      const aligned = streams.stdout.isTTY === true;
      return table(aligned && heading ? [heading, ...rows] : rows, { aligned });
    },
    say(line) {
      if (!cli.flags.quiet && !cli.flags.json) streams.stderr.write(`${line}\n`);
    },
    suggest: (command) => cli.say(`${cli.words().next}: ${command}`),
  };
  return cli;
}

async function speakTo(cli: CliContext): Promise<BlueGreen> {
  const bluegreen = await cli.connect();
  cli.reporter?.spokeTo({ url: bluegreen.config.productionUrl, region: bluegreen.config.region });
  return bluegreen;
}

async function open(options: ConnectOptions): Promise<BlueGreen> {
  const { BlueGreen } = await import('@bluegreen/sdk');
  return BlueGreen.connect(options);
}

function connectOptions({ flags, environment: env, directory: cwd, signal }: CliContext): ConnectOptions {
  const { project, environment, region, stack, config } = flags;
  const proofRate = flags.proof === false ? '0' : flags.proofRate?.toString();
  const surface = env['GITLAB_CI'] ? 'ci' : 'cli';
  return { flags: { project, environment, region, stack, config, proofRate }, env, cwd, signal, surface };
}

function languageOf(environment: NodeJS.ProcessEnv): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.startsWith('ko') ? 'ko' : 'en';
}
