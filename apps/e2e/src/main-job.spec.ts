import { startLoad, appLanes, summarize } from '@bluegreen/steady-load';
import { APP } from './testing/cli.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(180_000);

interface VersionJson {
  readonly release: string;
  readonly color: string;
  readonly instance: string;
  readonly worker: number;
}

describe('the main job, through the CLI, on a sandbox', () => {
  let sandbox: TestSandbox;
  const url = () => `http://${sandbox.environment['ALB_DNS_NAME']}`;
  const served = async () => (await (await fetch(`${url()}/version`)).json()) as VersionJson;
  beforeAll(async () => {
    sandbox = await sandboxUp('--instances', '2', '--workers', '2');
  });
  afterAll(() => sandbox.stop());

  it('starts with the app on both colours and BLUE live', async () => {
    expect(await sandbox.json<StatusJson>('status')).toMatchObject({
      environment: 'production',
      live: 'blue',
      weights: { blue: 100, green: 0 },
      colors: { blue: { healthy: 2, total: 2 }, green: { healthy: 2, total: 2 } },
      operation: null,
    });
    expect(await served()).toMatchObject({ color: 'blue', release: expect.any(String), instance: expect.any(String) });
  });

  it('prints a plan that changes nothing', async () => {
    const plan = await sandbox.json<{ from: string; to: string; gates: { verdict: string }[] }>('plan', 'switch');
    expect(plan).toMatchObject({ from: 'blue', to: 'green' });
    expect(plan.gates.map(({ verdict }) => verdict)).not.toContain('fail');
    expect((await sandbox.json<StatusJson>('status')).live).toBe('blue');
  });

  it('deploys to the idle colour, switches, and rolls back, and no request is lost', async () => {
    const load = startLoad({ url: url(), ratePerClient: 8, clientsPerLane: 1, deadlineMs: 10_000 }, appLanes());

    await sandbox.json('deploy', '--source', APP, '--release', 'v2');
    expect((await served()).color).toBe('blue');
    expect((await sandbox.run('validate', 'idle', '--release', 'v2')).code).toBe(0);

    expect(await sandbox.json('switch', '--yes')).toMatchObject({ changed: true, from: 'blue', live: 'green' });
    expect(await served()).toMatchObject({ color: 'green', release: 'v2' });

    expect(await sandbox.json('rollback', '--yes')).toMatchObject({ changed: true, from: 'green', live: 'blue' });
    expect((await served()).color).toBe('blue');

    const ledger = await load.stop();
    expect(summarize(ledger, [])).toMatchObject({ failed: 0, failures: {} });
    expect(ledger.length).toBeGreaterThan(100);
  });

  it('keeps a record of it, newest first', async () => {
    const entries = await sandbox.json<{ verb: string; end: string }[]>('history', '--limit', '3');
    expect(entries.map(({ verb, end }) => `${verb} ${end}`)).toEqual(['rollback done', 'switch done', 'deploy done']);
  });

  it('does not send a bundle that is there already', async () => {
    const { code, stderr } = await sandbox.run('deploy', 'green', '--source', APP, '--release', 'v2');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/already|skip/i);
  });

  it('says that there is nothing to do when the colour is live already', async () => {
    expect(await sandbox.json('switch', 'blue', '--yes')).toMatchObject({ changed: false, live: 'blue' });
  });

  it('lets one of two operations win, and tells the other who holds the lease', async () => {
    const [first, second] = await Promise.all([
      sandbox.run('deploy', 'green', '--source', APP, '--release', 'v3'),
      sandbox.run('deploy', 'green', '--source', APP, '--release', 'v4'),
    ]);
    const codes = [first.code, second.code].sort();
    expect(codes).toEqual([0, 4]);
    expect((first.code === 4 ? first : second).stderr).toMatch(/LEASE_HELD/);
  });
});
