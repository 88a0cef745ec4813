import { XMLParser } from 'fast-xml-parser';
import { CLI } from './testing/cli.js';
import { eventually } from './testing/eventually.js';
import {
  gitlabProject,
  MISSING_TOOLS,
  type GitLabProject,
  type JobRun,
  type Variables,
} from './testing/gitlab-runner.js';
import { sandboxUp, type StatusJson, type TestSandbox } from './testing/sandbox.js';

jest.setTimeout(60_000);

const pipeline = MISSING_TOOLS.length === 0 ? describe : describe.skip;
const AUDIENCE = 'https://gitlab.com';
const ROLE = 'bluegreen-deployment-production-deployer';

function included(inputs: string): string {
  const own = `      build_script: ['mkdir -p dist', 'cp -r app dist/revision']\n      test_script: ['test -f app/appspec.yml']\n`;
  return `include:\n  - local: /templates/bluegreen.yml\n    inputs:\n${own}      cli: ${process.execPath} ${CLI}\n${inputs}`;
}
const WITH_ROLE = included(`      aws_role_arn: arn:aws:iam::123456789012:role/${ROLE}\n`);
const STAGING = `stages: [deploy]\ninclude:\n  - local: /templates/staging.yml\n    inputs:\n      branch: main\n      source: app\n      cli: ${process.execPath} ${CLI}\n`;

interface Suite {
  readonly '@_failures': string;
  readonly testcase: readonly {
    readonly '@_classname': string;
    readonly '@_name': string;
    readonly failure?: object;
  }[];
}

/** One entry of an annotations report (docs.gitlab.com, artifacts_reports). */
interface Link {
  readonly external_link: { readonly label: string; readonly url: string };
}

pipeline(`the GitLab pipeline, run by gitlab-ci-local (${MISSING_TOOLS.join(', ') || 'all tools are here'})`, () => {
  let sandbox: TestSandbox;
  let project: GitLabProject;
  let known: Variables;

  beforeAll(async () => {
    project = gitlabProject({ '.gitlab-ci.yml': included(''), 'role.yml': WITH_ROLE, 'staging.yml': STAGING });
    sandbox = await sandboxUp('--instances', '1', '--workers', '1', '--time-scale', '20');
    const guides = Object.entries(sandbox.environment as Variables).filter(([name]) =>
      /^(AWS_|ALB_|BLUE_|GREEN_|CODEDEPLOY_|APPLICATION_)/.test(name),
    );
    known = { ...Object.fromEntries(guides), CI_PIPELINE_IID: '7' };
  });
  afterAll(async () => {
    await sandbox.stop();
    project.remove();
  });

  const play = (...jobs: string[]) => project.start(jobs, known).finished;
  const playWith = (job: string, changes: Variables, file?: string) =>
    project.start([job], { ...known, ...changes }, file).finished;
  const live = async () => (await sandbox.json<StatusJson>('status')).live;
  const passed = ({ code, output }: JobRun) => {
    if (code !== 0 || !/PASS/.test(output)) throw new Error(output);
  };
  const junit = () => {
    const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'testcase' });
    return (parser.parse(project.report('junit.xml')) as { testsuites: { testsuite: Suite } }).testsuites.testsuite;
  };

  it('builds, tests, packages, deploys to the idle colour, switches, validates and rolls back', async () => {
    passed(await play('build', 'test'));
    passed(await play('package'));
    expect(project.variables()).toMatchObject({ BLUEGREEN_COMMAND: 'publish', BLUEGREEN_EXIT_CODE: '0' });

    passed(await play('deploy-to-idle'));
    const deployed = { BLUEGREEN_COLOR: 'green', BLUEGREEN_RELEASE: project.release, BLUEGREEN_LIVE: 'blue' };
    expect(project.variables()).toMatchObject(deployed);
    expect(await live()).toBe('blue');

    passed(await play('switch-to-idle'));
    expect(await live()).toBe('green');
    expect(project.variables()).toMatchObject({ BLUEGREEN_COMMAND: 'switch', BLUEGREEN_LIVE: 'green' });
    const suite = junit();
    expect(suite['@_failures']).toBe('0');
    expect(suite.testcase.filter((entry) => entry['@_classname'] === 'switch.gates').length).toBeGreaterThanOrEqual(7);
    const links = Object.values(JSON.parse(project.report('annotations.json')) as Record<string, Link[]>).flat();
    expect(links.map(({ external_link: { url } }) => url)).toContain(`http://${known['ALB_DNS_NAME']}/version`);
    expect(project.report('metrics.txt')).toMatch(/^\w+(\{[^}]*\})? [\d.]+$/m);
    expect(project.report('events.ndjson')).toMatch(/"type":"traffic\.shifted"/);

    passed(await play('validate-deployment'));
    expect(junit().testcase.map((entry) => entry['@_name'])).toEqual(
      expect.arrayContaining(['/health', '/health/deep', '/version']),
    );
    passed(await play('rollback'));
    expect(await live()).toBe('blue');
  });

  it('has the guide’s jobs for each colour, and refuses to deploy to the live one', async () => {
    const refused = await play('deploy-to-blue-production');
    expect(refused.output).toContain('LIVE_COLOR_REFUSED');
    expect(project.result()).toMatchObject({ exitCode: 2, reason_code: 'LIVE_COLOR_REFUSED' });
    expect(junit().testcase.filter(({ failure }) => failure).length).toBeGreaterThanOrEqual(1);
    passed(await play('switch-traffic-to-green'));
    expect(await live()).toBe('green');
    passed(await play('switch-traffic-to-blue'));
    expect(await live()).toBe('blue');
  });

  it('refuses an older pipeline, which may be forced by hand', async () => {
    const older = await playWith('deploy-to-idle', { CI_PIPELINE_IID: '5' });
    expect(older.output).toMatch(/is of pipeline 5, but pipeline 7 has deployed/);
    expect(project.result()).toMatchObject({ exitCode: 9, reason_code: 'RELEASE_SUPERSEDED' });
    const forced = ['deploy', '--release', project.release, '--sequence', '5', '--force'];
    expect(await sandbox.run(...forced, '--dry-run')).toMatchObject({ code: 0 });
  });

  it('leaves a deployment to the next job when it is cancelled, which follows the same one', async () => {
    const cancelled = project.start(['deploy-to-idle'], known);
    await eventually(() => /Deployment d-\S+ of/.test(cancelled.said()), 20_000);
    cancelled.cancel();
    await cancelled.finished;
    await eventually(async () => (await sandbox.json<StatusJson>('status')).operation === null, 20_000);
    const id = /Deployment (d-\S+) of/.exec(cancelled.said())![1]!;
    const next = await play('deploy-to-idle');
    passed(next);
    expect(next.output).toContain(id);
    expect(next.output).not.toMatch(/Deployment d-\S+ of \S+ to \S+ started/);
    expect((await sandbox.json<{ state: string; end: string }[]>('history'))[0]).toMatchObject({ end: 'done' });
  });

  it('leaves no half switch when it is cancelled in the middle of one', async () => {
    const hold = [
      'sandbox',
      'fault',
      'add',
      'hold',
      '--id',
      'cancel',
      '--service',
      'elbv2',
      '--operation',
      'ModifyListener',
    ];
    const port = ['--port', new URL(known['AWS_ENDPOINT_URL']!).port];
    await sandbox.run(...hold, ...port);
    const cancelled = project.start(['switch-to-idle'], known);
    await eventually(() => cancelled.said().includes('Moving traffic'), 20_000);
    cancelled.cancel();
    await sandbox.run('sandbox', 'fault', 'clear', ...port);
    await cancelled.finished;
    await eventually(async () => (await sandbox.json<StatusJson>('status')).operation === null, 20_000);
    const after = await sandbox.json<StatusJson>('status');
    expect(Object.values(after.weights).sort()).toEqual([0, 100]);
    const [last] = await sandbox.json<{ state: string; end: string }[]>('history');
    expect(last).toMatchObject({
      state: 'ended',
      end: expect.stringMatching(/^(done|rolled-back|failed-unmoved)$/) as string,
    });
    passed(await play(after.live === 'blue' ? 'switch-traffic-to-green' : 'switch-traffic-to-blue'));
  });

  it.each([
    ['a listener ARN that is none', { ALB_LISTENER_ARN: 'arn:aws:elb:oops' }, 2, 'ARN_MALFORMED'],
    ['the ARN of another listener', { ALB_LISTENER_ARN: 'other' }, 2, 'RESOURCE_MISSING'],
    ['a missing variable', { ALB_LISTENER_ARN: '', BLUEGREEN_STACK: 'nowhere' }, 2, 'ENVIRONMENT_UNKNOWN'],
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, 3, 'CREDENTIALS_INVALID'],
  ] as [string, Variables, number, string][])('says what is wrong with %s', async (_name, given, exitCode, code) => {
    const arn = known['ALB_LISTENER_ARN']!;
    const changes = given['ALB_LISTENER_ARN'] === 'other' ? { ALB_LISTENER_ARN: `${arn.slice(0, -4)}0000` } : given;
    const { output } = await playWith('validate-deployment', changes);
    expect(output).toMatch(new RegExp(`error ${code}: [^]*Next: `));
    expect(project.result()).toMatchObject({ exitCode, reason_code: code });
  });

  it('lets a job in by its identity token, but no expired one and no other branch’s', async () => {
    await trust('project_path:group/app:ref_type:branch:ref:main');
    const byRole = async (branch: string, seconds: number) => {
      const bare = Object.fromEntries(Object.entries(known).filter(([name]) => !/^AWS_(ACCESS|SECRET)/.test(name)));
      const token = await tokenFor(branch, seconds);
      return project.start(['validate-deployment'], { ...bare, BLUEGREEN_ID_TOKEN: token }, 'role.yml').finished;
    };
    passed(await byRole('main', 600));
    expect((await byRole('main', 0)).output).toMatch(/error CREDENTIALS_EXPIRED/);
    expect(project.result()).toMatchObject({ exitCode: 3, reason_code: 'CREDENTIALS_EXPIRED' });
    expect((await byRole('feature', 600)).output).toMatch(/error ACCESS_DENIED/);
    expect(project.result()).toMatchObject({ exitCode: 3, reason_code: 'ACCESS_DENIED' });
  });

  it('says that the artifact is gone', async () => {
    await emptyReleases();
    await play('deploy-to-idle');
    expect(project.result()).toMatchObject({ exitCode: 2, reason_code: 'RESOURCE_MISSING' });
  });

  it('needs the variables of the staging host', async () => {
    await playWith('deploy-to-staging', {}, 'staging.yml');
    expect(project.result()).toMatchObject({ command: 'staging deploy', exitCode: 2, reason_code: 'CONFIG_MISSING' });
  });

  const aws = () => ({
    endpoint: known['AWS_ENDPOINT_URL'],
    region: known['AWS_DEFAULT_REGION'],
    credentials: { accessKeyId: known['AWS_ACCESS_KEY_ID']!, secretAccessKey: known['AWS_SECRET_ACCESS_KEY']! },
  });

  async function trust(subject: string): Promise<void> {
    const { IAMClient, UpdateAssumeRolePolicyCommand } = await import('@aws-sdk/client-iam');
    const client = new IAMClient(aws());
    const condition = { StringEquals: { 'gitlab.com:aud': AUDIENCE, 'gitlab.com:sub': subject } };
    const provider = 'arn:aws:iam::123456789012:oidc-provider/gitlab.com';
    const statement = { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' };
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...statement, Condition: condition }],
    });
    await client.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument }));
    client.destroy();
  }

  async function tokenFor(branch: string, seconds: number): Promise<string> {
    const subject = `project_path:group/app:ref_type:branch:ref:${branch}`;
    const { port } = new URL(known['AWS_ENDPOINT_URL']!);
    const words = [
      '--port',
      port,
      '--aud',
      AUDIENCE,
      '--iss',
      AUDIENCE,
      '--sub',
      subject,
      '--expires-in',
      `${seconds}`,
    ];
    return (await sandbox.json<{ token: string }>('sandbox', 'oidc-token', ...words)).token;
  }

  async function emptyReleases(): Promise<void> {
    const { DeleteObjectCommand, ListObjectsV2Command, S3Client } = await import('@aws-sdk/client-s3');
    const client = new S3Client({ ...aws(), forcePathStyle: true });
    const Bucket = known['CODEDEPLOY_S3_BUCKET']!;
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'releases/' }));
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
    client.destroy();
  }
});
