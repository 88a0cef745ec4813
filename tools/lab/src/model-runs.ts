import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Violation } from './check/violation.js';

export interface ModelResult {
  readonly runs: number;
  readonly tests: number;
  readonly violations: readonly Violation[];
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly { readonly message: string; readonly name: string }[];
}

/** The SDK's own model tests, all of them random, with many more runs than `npm test` gives them. */
export async function modelRuns(root: string, runs: number, seed: number): Promise<ModelResult> {
  const words = [
    '--no-install',
    'jest',
    '--json',
    '--testPathPatterns',
    '(model|resume-race).spec',
    '--testTimeout',
    '3600000',
  ];
  const child = spawn('npx', words, {
    cwd: `${root}/packages/sdk`,
    env: { ...process.env, BLUEGREEN_MODEL_RUNS: String(runs), BLUEGREEN_MODEL_SEED: String(seed) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  const repeat = `BLUEGREEN_MODEL_RUNS=${runs} BLUEGREEN_MODEL_SEED=${seed} npx jest --testPathPatterns '(model|resume-race).spec', in packages/sdk`;
  const report = parsed(output);
  if (!report || report.numTotalTests === 0) {
    return { runs: 0, tests: 0, violations: [{ repeat, what: 'there are no model tests, or jest did not start' }] };
  }
  const failures = report.testResults.filter(({ message }) => message !== '');
  const violations = failures.map(({ name, message }) => ({ repeat, what: `${name}: ${message.slice(0, 2_000)}` }));
  return { runs: report.numPassedTests * runs, tests: report.numPassedTests, violations };
}

function parsed(output: string): JestReport | null {
  try {
    return JSON.parse(output.slice(output.indexOf('{'))) as JestReport;
  } catch {
    return null;
  }
}
