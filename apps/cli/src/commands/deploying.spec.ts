import { fakeWorld, revisionFolder, type FakeWorld } from '@bluegreen/sdk/testing';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;
beforeEach(async () => {
  revision = await revisionFolder();
});
afterEach(() => revision.remove());

/** Relative folders count from the directory of the command line. */
async function act(line: string, world: FakeWorld = fakeWorld(), directory = revision.path) {
  const cli = fakeCli({ world, directory });
  const code = await execute(cli, line.split(' '));
  return { cli, code, world };
}

describe('bluegreen deploy', () => {
  it('brings a release to the idle colour, says so, and names the next command', async () => {
    const { cli, code, world } = await act('deploy --source . --release v3');

    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^GREEN runs v3 \([0-9a-f]{12}\), healthy and not live\.\n$/);
    expect(cli.err()).toMatch(/Next: bluegreen switch green\n$/);
    expect(world).toMatchObject({ live: 'blue', writes: 0, leaseHeld: false });
    expect(world.deployments).toHaveLength(1);
  });

  it('claims no more than CodeDeploy’s word where nobody can be asked by name', async () => {
    const { cli, code } = await act('deploy --source . --release v3', fakeWorld({ testListener: false }));
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^GREEN has v3 \([0-9a-f]{12}\) by CodeDeploy's word, .*nobody was asked\.\n$/);
    expect(cli.out() + cli.err()).not.toMatch(/worker|runs v3/);
  });

  it('is one document with --json', async () => {
    const { cli } = await act('deploy idle --source . --release v3 --commit abc --json');
    expect(cli.json()).toMatchObject({ changed: true, color: 'green', release: { release: 'v3' } });
  });

  it('only plans with --dry-run', async () => {
    const { cli, code, world } = await act('deploy --source . --release v3 --dry-run');
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^deploy production: GREEN, release v3 (.|\n)*upload the bundle(.|\n)*deploy to GREEN/);
    expect(cli.err()).not.toContain('Next:');
    expect([world.deployments, world.objects.size]).toEqual([[], 0]);
  });

  it.each([
    ['the live colour', 'deploy live --source . --release v3', 2, 'LIVE_COLOR_REFUSED'],
    ['a folder without appspec.yml', 'deploy --source /dev --release v3', 2, 'BUNDLE_INVALID'],
    ['a folder that is not there', 'deploy --source nowhere --release v3', 2, 'BUNDLE_INVALID'],
    ['a release name with a slash', 'deploy --source . --release a/b', 2, 'USAGE_INVALID'],
  ])('refuses %s and changes nothing', async (_name, line, expected, reason) => {
    const { cli, code, world } = await act(`${line} --json`);
    expect([code, cli.json()]).toMatchObject([expected, { error: { code: reason } }]);
    expect([world.deployments, world.objects.size]).toEqual([[], 0]);
  });

  it('refuses a colour that something else is being deployed to', async () => {
    const world = fakeWorld();
    world.startForeignDeployment('green');
    const { cli, code } = await act('deploy --source . --release v3', world);
    expect(code).toBe(4);
    expect(cli.err()).toContain('DEPLOYMENT_RUNNING');
  });
});

describe('bluegreen bundle', () => {
  let output: string;
  beforeEach(() => {
    output = mkdtempSync(join(tmpdir(), 'bluegreen-bundle-'));
  });
  afterEach(() => rmSync(output, { recursive: true }));

  async function pack(file: string, ...more: string[]) {
    const cli = fakeCli({ directory: output });
    cli.connect = () => Promise.reject(new Error('A bundle needs no environment.'));
    const words = ['bundle', '--source', revision.path, '--release', 'v3', '--output', file, ...more];
    return { cli, code: await execute(cli, words) };
  }

  it('packs the same content into the same bytes, with no environment at hand', async () => {
    const [one, two] = [await pack('one.zip', '--json'), await pack('two.zip', '--json')];
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(one.cli.json()).toMatchObject({ release: { release: 'v3' }, path: join(output, 'one.zip') });
    expect(readFileSync(join(output, 'one.zip'))).toEqual(readFileSync(join(output, 'two.zip')));
  });

  it('says where the zip is and what is in it', async () => {
    const { cli } = await pack('revision.zip', '--lang', 'ko');
    expect(cli.out()).toMatch(/\.zip: 파일 \d+개, \d+바이트, 다이제스트 [0-9a-f]{64}\n$/);
  });
});
