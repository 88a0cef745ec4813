import { ConfigProblems, readConfig } from './config.js';
import { connectEngines } from './engines.js';
import { manifestYaml } from './manifest.js';
import { redact } from './slack/logger.js';
import { CannotStart, startBot, timingOf } from './start-bot.js';

/** Exit codes of the CLI: usage and configuration 2, credentials 3. */
const EXIT = { config: 2, slack: 3 } as const;
const GRACE_MS = 20_000;

const log = (line: string) => void process.stderr.write(`${redact(line)}\n`);

async function main([first, second]: readonly string[]): Promise<number | null> {
  if (first === '--manifest') {
    process.stdout.write(
      manifestYaml({ command: process.env['BLUEGREEN_SLACK_COMMAND'] ?? '/deploy', url: second ?? null }),
    );
    return 0;
  }
  if (first !== undefined) {
    log(`Unknown option ${first}. Options: --manifest [https://address.of.the.bot]`);
    return EXIT.config;
  }
  try {
    const config = readConfig(process.env);
    const leaseMs = Number(process.env['BLUEGREEN_LEASE_MS']);
    const timing = leaseMs > 0 ? { timing: timingOf(leaseMs) } : {};
    const bot = await startBot({ config, engines: connectEngines(process.env), log, ...timing });
    for (const warning of bot.findings.warnings) log(`warn ${warning}`);
    const where = bot.url ? `listening on ${bot.url}` : 'connected by Socket Mode';
    log(`info ${config.command} is ready for ${config.environments.map(({ name }) => name).join(', ')}, ${where}`);
    const stop = () => void bot.stop(GRACE_MS).then(() => process.exit(0));
    process.once('SIGTERM', stop).once('SIGINT', stop);
    return null;
  } catch (error) {
    if (!(error instanceof ConfigProblems) && !(error instanceof CannotStart)) throw error;
    const problems = error instanceof ConfigProblems ? error.problems : error.findings.fatal;
    for (const problem of problems) log(`error ${problem}`);
    return error instanceof ConfigProblems ? EXIT.config : EXIT.slack;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    if (code !== null) process.exitCode = code;
  },
  (error: unknown) => {
    log(`error ${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 1;
  },
);
