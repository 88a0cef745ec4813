import type { BlueGreen } from '@bluegreen/sdk';
import { fakeWorld, type FakeWorldOptions } from '@bluegreen/sdk/testing';
import { execute } from '../execute.js';
import { fakeCli, type FakeCliOptions } from '../testing/fake-cli.js';
import { switchHeld } from '../testing/switch-held.js';

async function look(line: string, given: FakeWorldOptions = {}, options: FakeCliOptions = {}) {
  const world = fakeWorld(given);
  const cli = fakeCli({ world, ...options });
  const code = await execute(cli, line.split(' '));
  return { cli, code, world };
}

describe('bluegreen status', () => {
  it('gives a program tab-separated lines without control codes, and keeps stderr empty', async () => {
    const { cli, code } = await look('status', {}, { environment: { FORCE_COLOR: '1' } });

    expect(code).toBe(0);
    expect(cli.err()).toBe('');
    expect(cli.out().split('\n')).toEqual([
      'bluegreen-deployment production: BLUE is live',
      '',
      '\tBLUE LIVE\tGREEN IDLE',
      'release\tv1 (111111111111)\tv2 (222222222222)',
      'traffic\t100 %\t0 %',
      'targets\t2/2 healthy\t2/2 healthy',
      'capacity\t2/2 in service\t2/2 in service',
      'deployment\tnone\tnone',
      '',
    ]);
  });

  it.each([
    ['en', 'release     v1 (111111111111)  v2 (222222222222)'],
    // Each Korean syllable takes two columns.
    ['ko', '릴리스  v1 (111111111111)  v2 (222222222222)'],
  ])('aligns columns on a terminal (%s)', async (language, line) => {
    const { cli } = await look(`status --lang ${language}`, {}, { terminal: true });
    expect(cli.out()).toContain(`\n${line}\n`);
  });

  it('has the shape that programs build on', async () => {
    const { cli, code } = await look('status --json', { releases: { green: null } });

    expect(code).toBe(0);
    expect(cli.json()).toMatchObject({
      environment: 'production',
      live: 'blue',
      weights: { blue: 100, green: 0 },
      colors: {
        blue: { release: 'v1', digest: '1'.repeat(64), healthy: 2, total: 2 },
        green: { release: null, digest: null, healthy: 2, total: 2 },
      },
      operation: null,
    });
  });

  it('names every target that is not healthy, and why', async () => {
    const world = fakeWorld();
    world.sicken('green');
    const { cli } = await look('status', {}, { world });
    expect(cli.out()).toContain('GREEN i-green0:80 unhealthy - Target.Timeout - Request timed out');
  });

  it.each([
    ['en', /not configured, but sends traffic here: listener arn:/],
    ['ko', /설정에 없지만 이곳으로 트래픽을 보냄: 리스너 arn:/],
  ])('names routes outside the configuration that carry traffic (%s)', async (language, line) => {
    const world = fakeWorld();
    world.addStray('blue');
    expect((await look(`status --lang ${language}`, {}, { world })).cli.out()).toMatch(line);
    expect((await look('status --json', {}, { world })).cli.json()).toMatchObject({ strays: [{ kind: 'listener' }] });
  });

  it('says that a release is uncertain after a deployment broke off, and what was good last', async () => {
    const world = fakeWorld();
    const id = world.startForeignDeployment('green');
    await world.ctx.deployments.stop(id);
    expect((await look('status', {}, { world })).cli.out()).toContain(
      `\tuncertain: last good v2 (222222222222), deployment ${id} stopped\n`,
    );
    expect((await look('status --json', {}, { world })).cli.json()).toMatchObject({
      colors: {
        blue: { release: 'v1', releaseCertain: true },
        green: { release: 'v2', releaseCertain: false, deployment: { id, status: 'Stopped' } },
      },
    });
  });

  it('says who is at work', async () => {
    const world = fakeWorld();
    const { switching, goOn } = await switchHeld(world, 'joe@laptop');
    const { cli } = await look('status --json', {}, { world });
    goOn();
    await switching;
    expect(cli.json()).toMatchObject({ operation: { verb: 'switch', owner: 'joe@laptop', expired: false } });
  });

  it('shows a split as nobody being live alone', async () => {
    const world = fakeWorld();
    const [action] = world.actions[0]!;
    if (action?.type !== 'forward') throw new Error('the fake world forwards');
    const groups = Object.values(world.ctx.config.colors).map((color) => ({
      targetGroupArn: color.targetGroup,
      weight: 50,
    }));
    const { cli } = await look('status', { actions: [[{ ...action, groups }]] });
    expect(cli.out()).toMatch(/no colour is live alone\n\n\tBLUE SHIFTING\tGREEN SHIFTING\n/);
  });
});

describe('bluegreen plan', () => {
  it('prints steps, gates and the hash, and changes nothing', async () => {
    const { cli, code, world } = await look('plan switch');

    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^switch production: BLUE -> GREEN, release v2 \(222222222222\)\ngates:\n {2}OK /);
    expect(cli.out()).toMatch(/steps:\n {2}1\. wait until every target of GREEN is healthy\n/);
    expect(cli.out()).toMatch(/move listener\/app\/bg\//);
    expect(cli.out()).toMatch(/\nplan [0-9a-f]{64}\n$/);
    expect(world.writes).toBe(0);
  });

  it('shows what a closed gate is about and how to open it', async () => {
    const { cli } = await look('plan switch', { alarms: { errors: 'ALARM' } });
    expect(cli.out()).toMatch(/ {2}NG alarms-quiet: .*\n {7}errors: ALARM\n {7}Next: .*describe-alarms/);
  });

  it('is one document with --json', async () => {
    const { cli } = await look('plan switch --json');
    expect(cli.json()).toMatchObject({ version: 1, verb: 'switch', from: 'blue', to: 'green' });
  });

  it('speaks Korean, the sentences of the gates included', async () => {
    const { cli } = await look('plan switch --lang ko', { alarms: { errors: 'ALARM' } });
    expect(cli.out()).toMatch(/^production 전환: BLUE -> GREEN, 릴리스 v2/);
    const sentences = cli.out().match(/^ {2}(OK|NG) .*$/gm)!;
    expect(sentences.filter((line) => !/[가-힣]/.test(line))).toEqual([]);
    expect(cli.out()).toMatch(/ {7}다음 조치: 원인을 확인하세요/);
  });

  it('claims nothing about workers that nobody can ask', async () => {
    const { cli, code } = await look('plan switch', { testListener: false });
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/ {2}\?\? release-identity: No listener answers for GREEN by name/);
    expect(cli.out()).not.toMatch(/worker/);
  });

  it.each([
    ['plan deploy', 'USAGE_INVALID'],
    ['plan rollback green', "leave out 'green'"],
  ])('refuses `%s`', async (line, reason) => {
    const { cli, code } = await look(line);
    expect(code).toBe(2);
    expect(cli.err()).toContain(reason);
  });
});

describe('bluegreen validate', () => {
  it('lists each path with its verdict', async () => {
    const { cli, code } = await look('validate');
    expect(code).toBe(0);
    expect(cli.out()).toBe(
      'http://bg.example.test\nOK\t/health\t200\tanswers\nOK\t/health/deep\t200\tanswers\nOK\t/version\t200\tv1 111111111111 on 2 targets\n',
    );
  });

  it('fails with exit code 6 when another release answers, with the finding as its data', async () => {
    const { cli, code } = await look('validate idle --release v9 --json');
    expect(code).toBe(6);
    expect(cli.json()).toMatchObject({ ok: false, color: 'green', release: 'v2' });
  });

  it('says what to do about it', async () => {
    const { cli } = await look('validate idle --release v9');
    expect(cli.out()).toContain('NG\t/version\t200\tv2 instead of v9');
    expect(cli.err()).toBe('Not everything answers as it should.\nNext: bluegreen status\n');
  });
});

describe('bluegreen history', () => {
  const acted = async () => {
    const world = fakeWorld();
    await execute(fakeCli({ world }), ['switch', '--yes']);
    await execute(fakeCli({ world }), ['rollback', '--yes']);
    return world;
  };

  it('lists what was done, newest first', async () => {
    const { cli } = await look('history', {}, { world: await acted() });
    const rows = cli.out().split('\n').slice(0, -1);
    expect(rows.map((row) => row.split('\t').slice(1, 6))).toEqual([
      ['rollback', 'GREEN -> BLUE', 'v1 (111111111111)', 'done', 'jane@laptop'],
      ['switch', 'BLUE -> GREEN', 'v2 (222222222222)', 'done', 'jane@laptop'],
    ]);
    expect(rows.map((row) => row.split('\t').slice(7))).toEqual([
      ['', 'operation-2'],
      ['', 'operation-1'],
    ]);
  });

  it('heads the columns for a reader, and takes a limit', async () => {
    const { cli } = await look('history --limit 1', {}, { world: await acted(), terminal: true });
    expect(cli.out()).toMatch(
      /^AT +VERB +COLOURS +RELEASE +END +OWNER +(PROOF +)?ID\n[\d-]{10} [\d:]{8}Z +rollback +GREEN -> BLUE .*\n$/,
    );
  });

  it.each([
    ['history', '', 'No operation is on record yet.\n'],
    ['history --json', '[]\n', ''],
  ])('says when there is none (%s)', async (line, out, err) => {
    const { cli } = await look(line);
    expect([cli.out(), cli.err()]).toEqual([out, err]);
  });
});

describe('bluegreen config explain', () => {
  const setting = { key: 'bucket', value: 'artifacts', kind: 'variable', source: 'CODEDEPLOY_S3_BUCKET' } as const;
  const overridden = [{ value: 'other', kind: 'default', source: 'default' }] as const;
  const explain = async (line: string) => {
    const cli = fakeCli();
    const explainConfig = (key?: string) => [{ ...setting, overridden }].filter((each) => !key || each.key === key);
    cli.connect = () => Promise.resolve({ explainConfig } as Partial<BlueGreen> as BlueGreen);
    return { cli, code: await execute(cli, line.split(' ')) };
  };

  it('names the winner of each setting and what it overrode', async () => {
    const { cli } = await explain('config explain bucket');
    expect(cli.out()).toBe('bucket\tartifacts\tCODEDEPLOY_S3_BUCKET\toverrides default\n');
  });

  it('refuses a setting that does not exist, and lists those that do', async () => {
    const { cli, code } = await explain('config explain bukket');
    expect(code).toBe(2);
    expect(cli.err()).toMatch(/There is no setting "bukket"\.\n {2}bucket\n/);
  });
});

describe('bluegreen version', () => {
  it.each([
    ['version', /^bluegreen \d+\.\d+\.\d+ \(node \d+\..*\)\n$/],
    ['--version', /^\d+\.\d+\.\d+\n$/],
  ])('answers %s', async (line, text) => {
    const { cli, code } = await look(line);
    expect(code).toBe(0);
    expect(cli.out()).toMatch(text);
  });
});
