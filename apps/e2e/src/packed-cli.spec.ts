import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eventually } from './testing/eventually.js';

jest.setTimeout(60_000);

const CLI_FOLDER = join(__dirname, '../../cli');
const MOST_PACKED_BYTES = 2 * 1024 * 1024;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}
interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Nothing of the developer's own set-up, and nothing of the repository. */
const BARE = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|BLUEGREEN_|ALB_|CODEDEPLOY_|GITLAB|NODE_|CI$|npm_)/.test(name),
  ),
);

describe('the package that npm would publish', () => {
  let folder: string;
  let packed: Packed;
  let manifest: Manifest;
  let cli: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-packed-'));
    const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    [packed] = JSON.parse(execFileSync('npm', words, { cwd: CLI_FOLDER, stdio: 'pipe', encoding: 'utf8' })) as [Packed];
    const home = join(folder, 'node_modules/@bluegreen/cli');
    mkdirSync(home, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', home, '--strip-components', '1']);
    // Its one dependency, as an installation would put it.
    symlinkSync(dirname(require.resolve('pm2/package.json')), join(folder, 'node_modules/pm2'));
    manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
    cli = join(home, 'bin/bluegreen.cjs');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (words: readonly string[], environment: NodeJS.ProcessEnv = BARE) =>
    execFileSync(process.execPath, [cli, ...words], { cwd: folder, env: environment, stdio: 'pipe', encoding: 'utf8' });

  it('is small, holds what runs and no source, and depends on PM2 alone', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...['bin/bluegreen.cjs', 'dist/bundle/main.cjs', 'dist/bundle/staging-runner.cjs', 'dist/bundle/LICENSE'],
        ...['dist/bundle/app/appspec.yml', 'dist/bundle/infrastructure.yaml'],
      ]),
    );
    expect(paths.filter((path) => /(^|\/)src\/|\.tsx?$|\.map$|\.spec\./.test(path))).toEqual([]);
    expect(packed.size).toBeLessThan(MOST_PACKED_BYTES);
    expect(Object.keys(manifest.dependencies)).toEqual(['pm2']);
  });

  it('tells its version outside of the repository', () => {
    expect(run(['--version'])).toBe(`${manifest.version}\n`);
  });

  it('stands a sandbox up from its own app and template, and reads its state', async () => {
    const flags = ['--port', '0', '--json', '--quiet', '--instances', '1', '--workers', '1', '--time-scale', '20'];
    const child = spawn(process.execPath, [cli, 'sandbox', 'up', ...flags], { cwd: folder, env: BARE });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    try {
      await eventually(() => output.includes('}') || child.exitCode !== null, 40_000);
      const { endpoint } = JSON.parse(output) as { endpoint: string };
      const variables = run(['sandbox', 'env', '--port', new URL(endpoint).port, '--json']);
      const environment = { ...BARE, ...(JSON.parse(variables) as NodeJS.ProcessEnv) };
      expect(JSON.parse(run(['status', '--json'], environment))).toMatchObject({ live: 'blue' });
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  });
});
