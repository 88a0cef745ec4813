import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bluegreen } from './testing/cli.js';

jest.setTimeout(60_000);

const MANIFEST = join(__dirname, '../../cli/package.json');

describe('the cache of compiled code', () => {
  let cache: string;
  beforeEach(() => (cache = mkdtempSync(join(tmpdir(), 'bluegreen-cache-'))));
  afterEach(() => rmSync(cache, { recursive: true, force: true }));

  const version = () => bluegreen(['version', '--json'], { PATH: process.env['PATH'], XDG_CACHE_HOME: cache });
  const files = () =>
    readdirSync(cache, { recursive: true, encoding: 'utf8' })
      .map((name) => join(cache, name))
      .filter((file) => statSync(file).isFile());

  it('is filled once and then left alone', async () => {
    const first = await version();
    expect(first.code).toBe(0);
    const written = files().map((file) => [file, statSync(file).mtimeMs]);
    expect(written.length).toBeGreaterThan(0);

    expect(await version()).toEqual(first);
    expect(files().map((file) => [file, statSync(file).mtimeMs])).toEqual(written);
  });

  it('is replaced, not trusted, when it is damaged', async () => {
    const first = await version();
    for (const file of files()) writeFileSync(file, 'damaged');
    expect(await version()).toEqual(first);
    for (const file of files()) expect(statSync(file).size).toBeGreaterThan('damaged'.length);
  });

  it('is done without where it cannot be kept', async () => {
    const run = await bluegreen(['version'], { PATH: process.env['PATH'], XDG_CACHE_HOME: '/dev/null' });
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the first words of the command line', () => {
  it('prints its version and nothing else', async () => {
    const { version: released } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string };
    expect(await bluegreen(['--version'], {})).toMatchObject({ code: 0, stdout: `${released}\n`, stderr: '' });
  });

  it('helps on stdout with --help, and on stderr after a mistake', async () => {
    const help = await bluegreen(['--help'], {});
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Exit codes:');
    const mistake = await bluegreen([], {});
    expect(mistake).toMatchObject({ code: 2, stdout: '' });
  });
});
