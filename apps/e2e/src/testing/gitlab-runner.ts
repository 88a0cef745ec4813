import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP } from './cli.js';

const ROOT = join(__dirname, '../../../..');
const RUNNER = join(ROOT, 'node_modules/gitlab-ci-local/dist/index.js');

/** What gitlab-ci-local needs and is not here; it copies the work tree with rsync. */
export const MISSING_TOOLS = ['git', 'rsync', 'bash'].filter((tool) => spawnSync('which', [tool]).status !== 0);

export interface JobRun {
  readonly code: number | null;
  readonly output: string;
}

/** The `result.json` that a job left. */
export interface JobResult {
  readonly command: string;
  readonly exitCode: number;
  readonly reason_code: string;
}

/** A project with this repository's templates, whose jobs run for real in shells. */
export interface GitLabProject {
  readonly folder: string;
  /** Eight digits of the commit. */
  readonly release: string;
  /** Starts jobs by name, manual ones too, as their Play buttons would. */
  start(jobs: readonly string[], variables: Variables, file?: string): RunningJobs;
  report(name: string): string;
  result(): JobResult;
  /** `deploy.env`. */
  variables(): Record<string, string>;
  remove(): void;
}

export type Variables = Readonly<Record<string, string>>;

export interface RunningJobs {
  readonly said: () => string;
  readonly finished: Promise<JobRun>;
  /** What GitLab does when somebody cancels. */
  cancel(): void;
}

export function gitlabProject(files: Readonly<Record<string, string>>): GitLabProject {
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-pipeline-'));
  cpSync(join(ROOT, 'templates'), join(folder, 'templates'), { recursive: true });
  cpSync(APP, join(folder, 'app'), { recursive: true });
  const ignored = { '.gitignore': 'dist\n.bluegreen\n.gitlab-ci-local\n' };
  for (const [name, text] of Object.entries({ ...files, ...ignored })) writeFileSync(join(folder, name), text);
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', 'https://gitlab.example.com/group/app.git');
  git('add', '-A');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first');
  const report = (name: string) => readFileSync(join(folder, '.bluegreen', name), 'utf8');
  return {
    folder,
    release: git('rev-parse', '--short=8', 'HEAD').trim(),
    start(jobs, variables, file) {
      // A report of the job before must not be taken for this one's.
      if (existsSync(join(folder, '.bluegreen'))) rmSync(join(folder, '.bluegreen'), { recursive: true });
      const given = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
      const flags = ['--force-shell-executor', ...(file ? ['--file', file] : []), ...given];
      return startJobs([RUNNER, ...flags, ...jobs], folder);
    },
    report,
    result: () => JSON.parse(report('result.json')) as JobResult,
    variables: () => Object.fromEntries(report('deploy.env').trim().split('\n').map(pairOf)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function startJobs(words: readonly string[], cwd: string): RunningJobs {
  const child = spawn(process.execPath, words, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const finished = new Promise<JobRun>((resolve) => child.on('close', (code) => resolve({ code, output })));
  return { said: () => output, finished, cancel: () => process.kill(-child.pid!, 'SIGTERM') };
}

function pairOf(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}
