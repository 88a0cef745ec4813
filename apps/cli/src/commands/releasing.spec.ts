import { fakeWorld, revisionFolder, type FakeWorld } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli } from '../testing/fake-cli.js';

let revision: Awaited<ReturnType<typeof revisionFolder>>;

beforeEach(async () => {
  revision = await revisionFolder();
});
afterEach(() => revision.remove());

async function run(line: string, world: FakeWorld) {
  const cli = fakeCli({ world });
  return { cli, code: await execute(cli, line.split(' ')) };
}

describe('bluegreen publish, releases and deploy by name', () => {
  it('stores a release, lists it, and deploys it without the folder', async () => {
    const world = fakeWorld();
    const published = await run(`publish --source ${revision.path} --release v3`, world);
    expect(published.cli.out()).toMatch(/^Stored v3 \([0-9a-f]{12}\) as releases\/\S+\.zip\.\n$/);
    expect(published.cli.err()).toContain('Next: bluegreen deploy --release v3');

    const listed = await run('releases', world);
    expect(listed.cli.out()).toMatch(/^v3\t[0-9a-f]{12}\t\S+Z\t\d+\n$/);

    const deployed = await run('deploy --release v3 --json', world);
    expect(deployed.code).toBe(0);
    expect(deployed.cli.json()).toMatchObject({ changed: true, color: 'green', release: { release: 'v3' } });
  });

  it('says so when the same content is stored already', async () => {
    const world = fakeWorld();
    const line = `publish --source ${revision.path} --release v3`;
    await run(line, world);
    expect((await run(line, world)).cli.out()).toContain('is stored already');
  });

  it('lists nothing, and says so, where nothing is stored', async () => {
    const { cli } = await run('releases', fakeWorld());
    expect(cli.out()).toBe('');
    expect(cli.err()).toBe('No release is stored yet.\n');
  });

  it('refuses to deploy a release that nobody stored, and starts nothing', async () => {
    const world = fakeWorld();
    const { cli, code } = await run('deploy --release v9', world);
    expect(code).toBe(2);
    expect(cli.err()).toContain('bluegreen publish --source <folder> --release v9');
    expect(world.deployments).toEqual([]);
  });
});

describe('bluegreen why-not', () => {
  it('prints the verdict of every gate when nothing stands against it', async () => {
    const { cli, code } = await run('why-not switch', fakeWorld());
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^Nothing stands against switch to GREEN\.\n/);
    expect(cli.out().trim().split('\n').length).toBeGreaterThan(6);
  });

  it('shows everything that stands against it at once, and changes nothing', async () => {
    const world = fakeWorld({ alarms: { 'too-many-errors': 'ALARM' } });
    world.sicken('green');
    const { cli, code } = await run('why-not switch --json', world);

    expect(code).toBe(6);
    const { possible, gates } = cli.json() as { possible: boolean; gates: { gate: string; verdict: string }[] };
    expect(possible).toBe(false);
    const failed = gates.filter(({ verdict }) => verdict === 'fail').map(({ gate }) => gate);
    expect(failed).toEqual(expect.arrayContaining(['targets-healthy', 'alarms-quiet']));
    expect(world).toMatchObject({ live: 'blue', writes: 0 });
  });
});

describe('bluegreen why-not, before any gate', () => {
  const locked = async () => {
    const world = fakeWorld();
    await run('lock --reason migration', world);
    return world;
  };

  it('names the lock, with the exit code that the verb itself would end with', async () => {
    const { cli, code } = await run('why-not switch', await locked());
    expect(code).toBe(4);
    expect(cli.out()).toMatch(
      /^1 of 8 checks stand against switch to GREEN\.\nbarred\tLEASE_LOCKED\t.*migration.*bluegreen unlock/,
    );
  });

  it('lets a rollback pass it, as the engine does', async () => {
    const world = fakeWorld();
    await run('switch --yes', world);
    await run('lock --reason migration', world);
    const { cli, code } = await run('why-not rollback --json', world);
    expect(code).toBe(0);
    expect(cli.json()).toMatchObject({ possible: true, inTheWay: [] });
  });

  it('judges the newest stored release where none is named', async () => {
    const world = fakeWorld();
    await run(`publish --source ${revision.path} --release v9`, world);
    const { cli, code } = await run('why-not deploy --json', world);
    expect(code).toBe(0);
    expect(cli.json()).toMatchObject({ verb: 'deploy', to: 'green', possible: true });
  });
});

describe('bluegreen open', () => {
  it('prints the URL of what is live', async () => {
    const world = fakeWorld();
    const { cli } = await run('open --print', world);
    expect(cli.out()).toBe(`${world.ctx.config.productionUrl}\n`);
  });
});

describe('bluegreen nx base', () => {
  it('prints the commit that is live, and the former one right after a rollback', async () => {
    const world = fakeWorld();
    for (const [release, commit] of [
      ['v3', 'aaa'],
      ['v4', 'bbb'],
    ]) {
      await run(`deploy --source ${revision.path} --release ${release} --commit ${commit}`, world);
      await run('switch --yes', world);
    }
    expect((await run('nx base', world)).cli.out()).toBe('bbb\n');
    await run('rollback --yes', world);
    expect((await run('nx base', world)).cli.out()).toBe('aaa\n');
  });

  it('falls back only on what was named', async () => {
    const { cli, code } = await run('nx base', fakeWorld());
    expect(code).toBe(2);
    expect(cli.err()).toContain('--or origin/main~1');
    expect((await run('nx base --or main~1', fakeWorld())).cli.out()).toBe('main~1\n');
  });
});
