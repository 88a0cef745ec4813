import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const REPOSITORY = join(__dirname, '../../../..');

interface Targets {
  [target: string]: { executor?: string; command?: string; options?: object; outputs?: string[] };
}

/** This very workspace in a temporary folder, as Nx sees it: every target is there, and none does anything. */
export interface WorkspaceCopy {
  /** Adds a line to the end of a file, or makes it. */
  touch(file: string): void;
  /** Runs the targets of all projects; which of them were not read from the cache, such as `@bluegreen/web:build`. */
  run(...targets: string[]): Promise<string[]>;
  remove(): void;
}

export function workspaceCopy(): WorkspaceCopy {
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-workspace-'));
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', words, { cwd: REPOSITORY, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(REPOSITORY, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(REPOSITORY, file), join(folder, file));
    if (/^(packages|apps|tools)\/[^/]+\/package\.json$|^infra\/package\.json$/.test(file)) idle(join(folder, file));
  }
  idleDefaults(join(folder, 'nx.json'));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  const nx = join(REPOSITORY, 'node_modules/.bin/nx');
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NX_|FORCE_COLOR$)/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    ...{ NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NX_ISOLATE_PLUGINS: 'false', NO_COLOR: '1' },
    NX_WORKSPACE_ROOT_PATH: folder,
  };
  return {
    touch(file) {
      appendFileSync(join(folder, file), '\n');
    },
    async run(...targets) {
      const run = ['run-many', '-t', ...targets, '--output-style=static'];
      const { stdout } = await promisify(execFile)(nx, run, { cwd: folder, env });
      return [...stdout.matchAll(/^> nx run (\S+)$/gm)].map(([, task]) => task!).sort();
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** What a target does is left out; its name, inputs and order stay. */
function idle(file: string): void {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { nx?: { targets?: Targets } };
  idleTargets(manifest.nx?.targets ?? {});
  writeFileSync(file, JSON.stringify(manifest));
}

function idleDefaults(file: string): void {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { targetDefaults: Targets; cacheDirectory?: string };
  idleTargets(settings.targetDefaults);
  writeFileSync(file, JSON.stringify({ ...settings, cacheDirectory: '.nx/cache' }));
}

function idleTargets(targets: Targets): void {
  for (const target of Object.values(targets)) {
    if (target.options !== undefined) target.options = { command: 'true' };
    delete target.command;
    delete target.outputs;
  }
}
