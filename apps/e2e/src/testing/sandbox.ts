import { once } from 'node:events';
import { bluegreen, start, type CliRun } from './cli.js';

/** Nothing of the developer's own AWS set-up may leak into a test. */
export const BARE = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|BLUEGREEN_|ALB_|CODEDEPLOY_|GITLAB|CI$)/.test(name)),
);

/** A sandbox that the real CLI started, and the real CLI pointed at it. */
export interface TestSandbox {
  readonly environment: NodeJS.ProcessEnv;
  readonly pid: number;
  run(...words: string[]): Promise<CliRun>;
  /** `bluegreen <words> --json`, parsed; fails the test when the command fails. */
  json<Value>(...words: string[]): Promise<Value>;
  stop(): Promise<void>;
}

export async function sandboxUp(...flags: string[]): Promise<TestSandbox> {
  const { child, output, finished } = start(['sandbox', 'up', '--port', '0', '--json', ...flags], BARE);
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (output.stdout.includes('}')) resolve((JSON.parse(output.stdout) as { endpoint: string }).endpoint);
    });
    void finished.then(({ stderr }) => reject(new Error(`sandbox up ended early:\n${stderr}`)));
  });
  const { port } = new URL(endpoint);
  const described = await bluegreen(['sandbox', 'env', '--port', port, '--json'], BARE);
  const environment = { ...BARE, ...(JSON.parse(described.stdout) as Record<string, string>) };
  const run = (...words: string[]) => bluegreen(words, environment);
  return {
    environment,
    pid: child.pid!,
    run,
    async json<Value>(...words: string[]) {
      const { code, stdout, stderr } = await run(...words, '--json');
      if (code !== 0) throw new Error(`bluegreen ${words.join(' ')} ended with ${code}:\n${stderr}`);
      return JSON.parse(stdout) as Value;
    },
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** What `status --json` promises at least. */
export interface StatusJson {
  readonly environment: string;
  readonly live: 'blue' | 'green' | null;
  readonly weights: Readonly<Record<'blue' | 'green', number>>;
  readonly colors: Readonly<Record<'blue' | 'green', { release: string | null; healthy: number; total: number }>>;
  readonly operation: object | null;
}
