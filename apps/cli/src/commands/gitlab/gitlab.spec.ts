import { BlueGreen, run } from '@bluegreen/sdk';
import { fakeWorld, revisionFolder } from '@bluegreen/sdk/testing';
import { execute } from '../../execute.js';
import { fakeCli } from '../../testing/fake-cli.js';
import { startFakeGitLab, type FakeGitLab } from '../../testing/fake-gitlab.js';

const TOKEN = 'glpat-not-a-real-token';
const SECRET = 'a-secret-key-that-no-one-may-see';
let gitlab: FakeGitLab;

beforeEach(async () => {
  gitlab = await startFakeGitLab({ token: TOKEN });
});
afterEach(() => gitlab.close());

async function act(line: string, environment: NodeJS.ProcessEnv = {}, world = fakeWorld()) {
  const cli = fakeCli({ world, environment: { GITLAB_TOKEN: TOKEN, PATH: process.env['PATH'], ...environment } });
  const words = [...line.split(' '), '--gitlab-url', gitlab.url, '--gitlab-project', 'group/app'];
  return { cli, code: await execute(cli, words) };
}

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

describe('bluegreen gitlab variables', () => {
  const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: SECRET };

  it("creates the guide's variables with its marks, and prints no value", async () => {
    const { cli, code } = await act('gitlab variables sync --with-keys', KEYS);

    expect(code).toBe(0);
    expect(gitlab.variables.get('production/AWS_SECRET_ACCESS_KEY')).toMatchObject({ masked: true, protected: true });
    expect(gitlab.variables.get('production/AWS_ACCESS_KEY_ID')).toMatchObject({ masked: false, protected: true });
    expect(gitlab.variables.get('production/BLUE_TARGET_GROUP')).toMatchObject({ masked: false, protected: false });
    expect(cli.out()).toContain('create\tALB_LISTENER_ARN\tproduction');
    expect(cli.out() + cli.err()).not.toContain(SECRET);
    expect(cli.out() + cli.err()).not.toContain('AKIAEXAMPLE');
  });

  it('is done after one run: the next changes nothing', async () => {
    await act('gitlab variables sync');
    const before = gitlab.calls.length;
    const { cli } = await act('gitlab variables sync');
    expect(new Set(cli.out().match(/^\w+/gm))).toEqual(new Set(['same']));
    expect(gitlab.calls.slice(before).filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  it('only says what it would do with --dry-run', async () => {
    const { cli } = await act('gitlab variables sync --dry-run --json');
    expect(cli.json()).toContainEqual({
      ...{ change: 'create', key: 'CODEDEPLOY_S3_BUCKET', scope: 'production' },
      ...{ masked: false, protected: false },
    });
    expect(gitlab.variables.size).toBe(0);
  });

  it('finds a variable that somebody changed, and leaves others alone', async () => {
    await act('gitlab variables sync');
    gitlab.variables.get('production/APPLICATION_NAME')!['value'] = 'something-else';
    gitlab.variables.set('*/NPM_TOKEN', { key: 'NPM_TOKEN', value: 'x', environment_scope: '*' });
    const { cli, code } = await act('gitlab variables diff');
    expect(code).toBe(9);
    expect(cli.out()).toBe('update\tAPPLICATION_NAME\tproduction\t\t\n');
  });

  it.each([
    ['no token', { GITLAB_TOKEN: '' }, 3, 'CREDENTIALS_MISSING'],
    ['a revoked token', { GITLAB_TOKEN: 'glpat-revoked' }, 3, 'CREDENTIALS_INVALID'],
  ])('refuses %s without showing it', async (_name, environment, expected, reason) => {
    const { cli, code } = await act('gitlab variables list', environment);
    expect(code).toBe(expected);
    expect(cli.err()).toContain(reason);
    expect(cli.err()).not.toContain('glpat');
  });
});

describe('bluegreen gitlab environments', () => {
  it('records the commit that is live, once', async () => {
    const world = fakeWorld();
    const bluegreen = BlueGreen.over(world.ctx);
    const revision = await revisionFolder();
    await run(bluegreen.deploy({ source: revision.path, release: 'v3', commit: 'c0ffee' }));
    await run(bluegreen.switch());
    await revision.remove();

    const first = await act('gitlab environments', {}, world);
    expect(first.cli.out()).toBe('production on commit c0ffee: recorded.\n');
    expect(gitlab.deployments).toMatchObject([
      { environment: 'production', sha: 'c0ffee', ref: 'main', status: 'success' },
    ]);
    const second = await act('gitlab environments', {}, world);
    expect(second.cli.out()).toContain('as GitLab has it on record');
    expect(gitlab.deployments).toHaveLength(1);
  });

  it('records nothing where nobody knows the commit', async () => {
    const { cli } = await act('gitlab environments');
    expect(cli.out()).toContain('Nobody knows');
    expect(gitlab.deployments).toEqual([]);
  });
});

describe('bluegreen gitlab doctor', () => {
  const ROLE = { BLUEGREEN_ROLE_ARN: 'arn:aws:iam::123456789012:role/deploy' };

  it('is content with a Maintainer token, a protected branch and AWS within reach', async () => {
    const { cli, code } = await act('gitlab doctor');
    expect(code).toBe(0);
    expect(cli.out()).toMatch(/^OK\tproject\tgroup\/app/);
    expect(cli.out()).toContain('OK\tprotected branch\tmain');
    expect(cli.out()).toContain('OK\tAWS access\t');
  });

  it.each([
    ['an unprotected branch', { CI_COMMIT_BRANCH: 'feature/x' }, /NG\tprotected branch\tfeature\/x is not protected/],
    ['a job without identity token', ROLE, /NG\tidentity token\tthe job has no BLUEGREEN_ID_TOKEN/],
    [
      'an expired identity token',
      {
        ...ROLE,
        BLUEGREEN_ID_TOKEN: jwt({ iss: 'https://gitlab.com', sub: 'project_path:group/app', aud: 'x', exp: 1 }),
      },
      /NG\tidentity token\texpired 1970.*sub project_path:group\/app/,
    ],
    ['a runner without tools', { PATH: '/nowhere' }, /NG\ttools\tnot on the PATH: node, npx, git/],
  ])('names %s', async (_name, environment, finding) => {
    const { cli, code } = await act('gitlab doctor', environment);
    expect(code).toBe(2);
    expect(cli.out()).toMatch(finding);
  });

  it('names a token whose owner may not change variables', async () => {
    await gitlab.close();
    gitlab = await startFakeGitLab({ token: TOKEN, accessLevel: 30 });
    const { cli } = await act('gitlab doctor');
    expect(cli.out()).toMatch(/NG\ttoken\taccess level 30/);
  });
});
