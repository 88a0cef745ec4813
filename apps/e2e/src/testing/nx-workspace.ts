import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { CLI, type CliRun } from './cli.js';

const REPOSITORY = join(__dirname, '../../../..');
/** Where Nx itself is taken from: the matrix names a folder with another version. */
export const NX_MODULES = process.env['BLUEGREEN_NX_MODULES'] ?? join(REPOSITORY, 'node_modules');

/** A workspace of its own in a temporary folder, with the plugin installed from its tarball. */
export interface NxWorkspace {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Commits everything; returns the commit. */
  commit(message: string): string;
  /** Runs a program of the workspace: nx, bluegreen, bluegreen-affected. */
  run(program: string, words: readonly string[], environment?: NodeJS.ProcessEnv, below?: string): Promise<CliRun>;
  /** The same; its stdout, and a failure of the test when it ends badly. */
  told(program: string, words: readonly string[], environment?: NodeJS.ProcessEnv, below?: string): Promise<string>;
  remove(): void;
}

/** The cache stays in the workspace: Nx 23 would put it into the developer's home. */
const SETTINGS = {
  ...{ NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NO_COLOR: '1' },
  NX_CACHE_DIRECTORY: '.nx/cache',
};
/** Neither the Nx that runs this test nor the developer's own AWS set-up may lead the workspace elsewhere. */
const BARE = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(NX_|FORCE_COLOR$|AWS_|BLUEGREEN_|ALB_|CODEDEPLOY_|GITLAB|CI(_|$))/.test(name),
  ),
);

/** @param bluegreen Shell line that stands for the command line; the real one when left out. */
export function nxWorkspace(bluegreen = `exec ${process.execPath} ${CLI} "$@"`): NxWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'bluegreen-nx-workspace-'));
  install(folder, bluegreen);
  const path = [join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim();
  const workspace: NxWorkspace = {
    folder,
    write(files) {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    },
    commit(message) {
      git('add', '-A');
      git(
        '-c',
        'user.name=test',
        '-c',
        'user.email=test@example.org',
        'commit',
        '--quiet',
        '--allow-empty',
        '-m',
        message,
      );
      return git('rev-parse', 'HEAD');
    },
    run(program, words, environment = {}, below = '.') {
      const env = { ...BARE, ...SETTINGS, ...environment, PATH: path };
      return new Promise((resolve) => {
        execFile(program, words, { cwd: join(folder, below), env }, (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
        });
      });
    },
    async told(program, words, environment, below) {
      const { code, stdout, stderr } = await workspace.run(program, words, environment, below);
      if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
      return stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
  workspace.write({
    'package.json': JSON.stringify({ name: 'shop', private: true, version: '0.0.0' }),
    'nx.json': JSON.stringify({ neverConnectToCloud: true, analytics: false, useDaemonProcess: false }),
    '.gitignore': 'node_modules\ndist\n.nx\n',
  });
  git('init', '--quiet', '--initial-branch=main');
  return workspace;
}

/** Packs the plugin and unpacks it where an install would; everything else is a link to what is installed here. */
function install(folder: string, bluegreen: string): void {
  const modules = join(folder, 'node_modules');
  const plugin = join(modules, '@bluegreen/nx');
  const programs = join(modules, '.bin');
  for (const made of [plugin, programs, join(plugin, 'node_modules')]) mkdirSync(made, { recursive: true });

  const source = join(REPOSITORY, 'packages/nx');
  const packing = ['pack', '--silent', '--pack-destination', folder];
  const tarball = execFileSync('npm', packing, { cwd: source, encoding: 'utf8' }).trim().split('\n').at(-1)!;
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', plugin, '--strip-components=1']);
  rmSync(join(folder, tarball));
  const yaml = dirname(createRequire(join(source, 'package.json')).resolve('yaml/package.json'));
  symlinkSync(yaml, join(plugin, 'node_modules/yaml'));

  for (const from of new Set([NX_MODULES, join(REPOSITORY, 'node_modules')])) linkMissing(from, modules);
  const nx = join(NX_MODULES, '.bin/nx');
  program(join(programs, 'nx'), `exec ${process.execPath} ${nx} "$@"`);
  program(join(programs, 'bluegreen'), bluegreen);
  // What generators want installed is there already, and a test has no registry.
  program(join(programs, 'npm'), 'exit 0');
  program(join(programs, 'bluegreen-affected'), `exec ${join(plugin, 'bin/bluegreen-affected.cjs')} "$@"`);
}

function linkMissing(from: string, to: string): void {
  const present = new Set(readdirSync(to));
  const wanted = readdirSync(from).filter((name) => !name.startsWith('.') && !present.has(name));
  for (const name of wanted) symlinkSync(join(from, name), join(to, name));
}

function program(file: string, line: string): void {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}
