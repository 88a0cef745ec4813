import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP, CLI } from './testing/cli.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

const ROOT = join(__dirname, '../../..');
const RUNNER = join(ROOT, 'node_modules/gitlab-ci-local/dist/index.js');
/** gitlab-ci-local copies the work tree with rsync. */
const MISSING = ['git', 'rsync', 'bash'].filter((tool) => spawnSync('which', [tool]).status !== 0);
const pipeline = MISSING.length === 0 ? describe : describe.skip;

const PIPELINE = `include:
  - local: /templates/bluegreen.yml
    inputs:
      build_script: ['mkdir -p dist', 'cp -r app dist/revision']
      test_script: ['test -f app/appspec.yml']
      cli: ${process.execPath} ${CLI}
`;

pipeline(`the GitLab pipeline, run by gitlab-ci-local (${MISSING.join(', ') || 'all tools are here'})`, () => {
  let sandbox: TestSandbox;
  let project: string;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'bluegreen-pipeline-'));
    cpSync(join(ROOT, 'templates'), join(project, 'templates'), { recursive: true });
    cpSync(APP, join(project, 'app'), { recursive: true });
    writeFileSync(join(project, '.gitlab-ci.yml'), PIPELINE);
    writeFileSync(join(project, '.gitignore'), 'dist\n.bluegreen\n.gitlab-ci-local\n');
    const git = (...words: string[]) => execFileSync('git', words, { cwd: project, stdio: 'ignore' });
    git('init', '-q', '-b', 'main');
    git('remote', 'add', 'origin', 'https://gitlab.example.com/group/app.git');
    git('add', '-A');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first');
    sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20');
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(project, { recursive: true, force: true });
  });

  /** Runs jobs by name, manual ones too, as their Play buttons would. */
  async function play(...jobs: string[]) {
    const variables = Object.entries(sandbox.environment).filter(([name]) =>
      /^(AWS_|ALB_|BLUE_|GREEN_|CODEDEPLOY_|APPLICATION_)/.test(name),
    );
    const flags = [
      '--force-shell-executor',
      '--cwd',
      project,
      ...variables.flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
    ];
    const child = spawn(process.execPath, [RUNNER, ...flags, ...jobs], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, output };
  }

  const variables = () =>
    Object.fromEntries(
      readFileSync(join(project, '.bluegreen/deploy.env'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=', 2) as [string, string]),
    );
  const live = async () => (await sandbox.json<StatusJson>('status')).live;
  const passed = (result: { code: number | null; output: string }) => {
    if (result.code !== 0) throw new Error(result.output);
  };

  it('builds, tests, packages, deploys to the idle colour, switches, validates and rolls back', async () => {
    const release = execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], { cwd: project, encoding: 'utf8' }).trim();
    passed(await play('build', 'test'));
    passed(await play('package'));
    expect(variables()).toMatchObject({ BLUEGREEN_COMMAND: 'publish', BLUEGREEN_EXIT_CODE: '0' });

    passed(await play('deploy-to-idle'));
    expect(variables()).toMatchObject({ BLUEGREEN_COLOR: 'green', BLUEGREEN_RELEASE: release, BLUEGREEN_LIVE: 'blue' });
    expect(await live()).toBe('blue');

    passed(await play('switch-to-idle'));
    expect(await live()).toBe('green');
    expect(variables()).toMatchObject({ BLUEGREEN_COMMAND: 'switch', BLUEGREEN_LIVE: 'green' });

    passed(await play('validate-deployment'));
    passed(await play('rollback'));
    expect(await live()).toBe('blue');
  });

  it('has the guide’s jobs for each colour, and refuses to deploy to the live one', async () => {
    const refused = await play('deploy-to-blue-production');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('LIVE_COLOR_REFUSED');
    passed(await play('switch-traffic-to-green'));
    expect(await live()).toBe('green');
    passed(await play('switch-traffic-to-blue'));
    expect(await live()).toBe('blue');
  });
});
