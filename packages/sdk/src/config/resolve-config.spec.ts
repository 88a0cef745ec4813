import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlueGreenError } from '../domain/errors.js';
import type { ConfigInput } from './resolve-config.js';
import { resolveConfig } from './resolve-config.js';

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bluegr-Appli-1A2B3C4D5E6F/0123456789abcdef/fedcba9876543210';
const group = (name: string, region = 'us-east-1') =>
  `arn:aws:elasticloadbalancing:${region}:123456789012:targetgroup/${name}/0123456789abcdef`;

/** Exactly the variables of the guide's GitLab project. */
const GUIDE = {
  AWS_DEFAULT_REGION: 'us-east-1',
  APPLICATION_NAME: 'bluegreen-app',
  CODEDEPLOY_APPLICATION_NAME: 'bluegreen-deployment-production-app',
  CODEDEPLOY_S3_BUCKET: 'bluegreen-codedeploy-artifacts-123456789012',
  BLUE_TARGET_GROUP: 'bluegr-Blue-1A2B3C',
  GREEN_TARGET_GROUP: group('bluegr-Green-4D5E6F'),
  ALB_LISTENER_ARN: LISTENER,
  ALB_DNS_NAME: 'bg.us-east-1.elb.amazonaws.com',
};

/** Exactly the outputs of the shipped stack that settings come from. */
const OUTPUTS = {
  ApplicationLoadBalancerDNSName: '127.0.0.2:8000',
  ListenerArn: LISTENER,
  BlueTargetGroupArn: group('blue-tg'),
  GreenTargetGroupArn: group('green-tg'),
  BlueTargetGroupName: 'blue-tg',
  GreenTargetGroupName: 'green-tg',
  ArtifactBucketName: 'bucket-of-stack',
  CodeDeployApplicationName: 'app-of-stack',
  BlueDeploymentGroupName: 'blue-dg-of-stack',
  GreenDeploymentGroupName: 'green-dg-of-stack',
  BlueAutoScalingGroupName: 'blue-asg-of-stack',
  GreenAutoScalingGroupName: 'green-asg-of-stack',
};

const TWO_ENVIRONMENTS = `
project: shop
region: us-east-1
bucket: shop-artifacts
paths: { version: /about }
environments:
  production:
    listenerArns: [${LISTENER}]
    productionUrl: https://shop.example.com
    colors:
      blue: { targetGroup: prod-blue }
      green: { targetGroup: prod-green }
  staging:
    bucket: shop-staging
    listenerArns:
      - ${LISTENER}
    productionUrl: http://staging.example.com:8080/
    testUrl: http://staging.example.com:9090
    alarms: [staging-5xx, staging-latency]
    colors:
      blue: { targetGroup: staging-blue, deploymentGroup: b-dg, autoScalingGroup: b-asg }
      green: { targetGroup: staging-green, deploymentGroup: g-dg, autoScalingGroup: g-asg }
`;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'bluegreen-config-'))));
afterEach(() => rm(folder, { recursive: true }));

const write = (text: string, path = 'bluegreen.yaml') => writeFile(join(folder, path), text);
const resolve = (input: Partial<ConfigInput>) =>
  resolveConfig({
    flags: {},
    env: {},
    cwd: folder,
    ...input,
    ...(input.env && { env: { HOME: folder, ...input.env } }),
  });
const refused = (input: Partial<ConfigInput>) =>
  resolve(input).then(
    () => Promise.reject(new Error('It was accepted.')),
    (error: BlueGreenError) => error,
  );
const never = () => Promise.reject(new Error('Stack outputs were asked for.'));

describe('resolveConfig', () => {
  it('works from the guide’s variables alone, and asks no stack', async () => {
    const { config } = await resolve({ env: GUIDE, stackOutputs: never });
    expect(config).toEqual({
      project: 'bluegreen-deployment',
      environment: 'production',
      region: 'us-east-1',
      applicationName: 'bluegreen-app',
      codeDeployApplication: 'bluegreen-deployment-production-app',
      bucket: 'bluegreen-codedeploy-artifacts-123456789012',
      colors: {
        blue: {
          targetGroup: 'bluegr-Blue-1A2B3C',
          deploymentGroup: 'bluegreen-deployment-production-app-blue-dg',
          autoScalingGroup: 'bluegreen-deployment-production-blue-asg',
        },
        green: {
          targetGroup: group('bluegr-Green-4D5E6F'),
          deploymentGroup: 'bluegreen-deployment-production-app-green-dg',
          autoScalingGroup: 'bluegreen-deployment-production-green-asg',
        },
      },
      listenerArns: [LISTENER],
      productionUrl: 'http://bg.us-east-1.elb.amazonaws.com',
      paths: { version: '/version', health: '/health', deepHealth: '/health/deep' },
      proof: { perSecond: 10, path: '/version' },
      alarms: [],
      holdCapacity: true,
      metrics: true,
    });
  });

  it('works from stack outputs alone, asked once', async () => {
    const stackOutputs = jest.fn(() => Promise.resolve(OUTPUTS));
    const { config } = await resolve({ env: {}, stackOutputs });
    expect(stackOutputs.mock.calls).toEqual([['bluegreen-deployment-production', 'us-east-1']]);
    expect(config).toMatchObject({
      bucket: 'bucket-of-stack',
      codeDeployApplication: 'app-of-stack',
      productionUrl: 'http://127.0.0.2:8000',
      colors: {
        blue: {
          targetGroup: group('blue-tg'),
          deploymentGroup: 'blue-dg-of-stack',
          autoScalingGroup: 'blue-asg-of-stack',
        },
        green: { targetGroup: group('green-tg') },
      },
    });
  });

  it('works from bluegreen.yaml alone, found in a folder above', async () => {
    await write(TWO_ENVIRONMENTS);
    const cwd = join(folder, 'deep', 'down');
    await mkdir(cwd, { recursive: true });
    const { config } = await resolve({ cwd, flags: { environment: 'staging' }, stackOutputs: never });
    expect(config).toEqual({
      project: 'shop',
      environment: 'staging',
      region: 'us-east-1',
      applicationName: 'bluegreen-app',
      codeDeployApplication: 'shop-staging-app',
      bucket: 'shop-staging',
      colors: {
        blue: { targetGroup: 'staging-blue', deploymentGroup: 'b-dg', autoScalingGroup: 'b-asg' },
        green: { targetGroup: 'staging-green', deploymentGroup: 'g-dg', autoScalingGroup: 'g-asg' },
      },
      listenerArns: [LISTENER],
      productionUrl: 'http://staging.example.com:8080',
      testUrl: 'http://staging.example.com:9090',
      paths: { version: '/about', health: '/health', deepHealth: '/health/deep' },
      proof: { perSecond: 10, path: '/about' },
      alarms: ['staging-5xx', 'staging-latency'],
      holdCapacity: true,
      metrics: true,
    });
  });

  it.each([
    ['false', false],
    ['true', true],
    ['no', null],
  ])('takes %s for whether scaling is held', async (text, holdCapacity) => {
    const resolved = resolve({ env: { ...GUIDE, BLUEGREEN_HOLD_CAPACITY: text } });
    if (holdCapacity === null) await expect(resolved).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    else expect((await resolved).config.holdCapacity).toBe(holdCapacity);
  });

  it.each([
    ['0', 0],
    ['50', 50],
    ['51', null],
    ['1.5', null],
    ['-1', null],
  ])('takes a proof rate of %s as %s', async (rate, perSecond) => {
    const resolved = resolve({ env: { ...GUIDE, BLUEGREEN_PROOF_RATE: rate } });
    if (perSecond === null) await expect(resolved).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    else expect((await resolved).config.proof.perSecond).toBe(perSecond);
  });

  it('takes settings that all environments share from the top of the file', async () => {
    await write(TWO_ENVIRONMENTS);
    const { config } = await resolve({ env: { BLUEGREEN_ENVIRONMENT: 'production' } });
    expect(config).toMatchObject({
      bucket: 'shop-artifacts',
      codeDeployApplication: 'shop-production-app',
      colors: { green: { autoScalingGroup: 'shop-production-green-asg' } },
    });
  });

  it('prefers flag, own variable, guide variable, file, output, default, in that order, and names the conflicts', async () => {
    const sources = {
      flag: { flags: { bucket: 'from-flag' } },
      variable: { env: { ...GUIDE, CODEDEPLOY_S3_BUCKET: 'from-guide', BLUEGREEN_BUCKET: 'from-variable' } },
    };
    await write('bucket: from-file\n');
    const stackOutputs = () => Promise.resolve({ ...OUTPUTS, ArtifactBucketName: 'from-stack' });
    const env = { ...sources.variable.env, ALB_DNS_NAME: '' };
    const bucketOf = async (input: Partial<ConfigInput>) =>
      (await resolve({ stackOutputs, ...input })).explain().find((each) => each.key === 'bucket');

    const file = join(folder, 'bluegreen.yaml');
    expect(await bucketOf({ ...sources.flag, env })).toEqual({
      key: 'bucket',
      value: 'from-flag',
      kind: 'flag',
      source: '--bucket',
      overridden: [
        { value: 'from-variable', kind: 'variable', source: 'BLUEGREEN_BUCKET' },
        { value: 'from-guide', kind: 'variable', source: 'CODEDEPLOY_S3_BUCKET' },
        { value: 'from-file', kind: 'file', source: `${file}:1` },
        {
          value: 'from-stack',
          kind: 'stack-output',
          source: 'output ArtifactBucketName of stack bluegreen-deployment-production',
        },
      ],
    });
    expect(await bucketOf({ env })).toMatchObject({ value: 'from-variable' });
    expect(await bucketOf({ env: { ...env, BLUEGREEN_BUCKET: ' ' } })).toMatchObject({ value: 'from-guide' });
    expect(await bucketOf({ env: {} })).toMatchObject({ value: 'from-file', overridden: [{ value: 'from-stack' }] });
    await write('{}');
    expect(await bucketOf({ env: {} })).toMatchObject({ value: 'from-stack', overridden: [] });
  });

  it('explains every key, also the absent ones', async () => {
    const explained = (await resolve({ env: GUIDE })).explain();
    expect(explained).toHaveLength(24);
    expect(explained.find((each) => each.key === 'testUrl')).toEqual({
      key: 'testUrl',
      value: null,
      kind: null,
      source: null,
      overridden: [],
    });
    expect(explained.find((each) => each.key === 'colors.blue.autoScalingGroup')).toMatchObject({
      kind: 'derived',
      source: 'derived from codeDeployApplication',
    });
    expect(explained.find((each) => each.key === 'paths.health')).toMatchObject({ kind: 'default' });
  });

  it.each([
    [
      'the listener’s ARN',
      {
        ...GUIDE,
        AWS_DEFAULT_REGION: '',
        ALB_LISTENER_ARN: LISTENER.replace('us-east-1', 'eu-west-3'),
        GREEN_TARGET_GROUP: 'g',
      },
      'eu-west-3',
    ],
    ['the AWS profile', { AWS_PROFILE: 'work' }, 'ap-northeast-2'],
    ['the default', {}, 'us-east-1'],
  ])('takes the region from %s when nothing names it', async (_name, env, region) => {
    await mkdir(join(folder, '.aws'));
    await writeFile(
      join(folder, '.aws', 'config'),
      '[default]\noutput = json\n[profile work]\nregion = ap-northeast-2\n',
    );
    const outputs = Object.fromEntries(
      Object.entries(OUTPUTS).map(([key, value]) => [key, value.replace('us-east-1', region)]),
    );
    const { config } = await resolve({ env, stackOutputs: () => Promise.resolve(outputs) });
    expect(config.region).toBe(region);
  });

  it('takes the environment from the application’s name when nothing else names it', async () => {
    const env = { ...GUIDE, CODEDEPLOY_APPLICATION_NAME: 'bluegreen-deployment-staging-app' };
    expect((await resolve({ env, stackOutputs: never })).config).toMatchObject({
      environment: 'staging',
      colors: { blue: { autoScalingGroup: 'bluegreen-deployment-staging-blue-asg' } },
    });
  });

  it('takes several listeners from one variable', async () => {
    const second = LISTENER.replace('fedcba9876543210', '1111111111111111');
    const { config } = await resolve({ env: { ...GUIDE, ALB_LISTENER_ARN: `${LISTENER}, ${second}` } });
    expect(config.listenerArns).toEqual([LISTENER, second]);
  });
});

describe('resolveConfig refuses', () => {
  const none = () => Promise.resolve(null);

  it.each<[string, Partial<ConfigInput>, string, RegExp[]]>([
    [
      'nothing configured',
      { env: {}, stackOutputs: none },
      'CONFIG_MISSING',
      [
        /`bucket`, `colors.blue.targetGroup`, .*`productionUrl`/,
        /no stack `bluegreen-deployment-production` in us-east-1/,
        /--bucket/,
      ],
    ],
    [
      'one setting missing',
      { env: { ...GUIDE, ALB_LISTENER_ARN: undefined } },
      'CONFIG_MISSING',
      [/`listenerArns`/, /--listener-arns, set BLUEGREEN_LISTENER_ARNS or ALB_LISTENER_ARN/],
    ],
    [
      'no bucket',
      { env: { ...GUIDE, CODEDEPLOY_S3_BUCKET: '' }, stackOutputs: () => Promise.resolve({}) },
      'BUCKET_MISSING',
      [/`bucket`/, /outputs of stack `bluegreen-deployment-production` do not say/, /CODEDEPLOY_S3_BUCKET/],
    ],
    [
      'an environment without a stack',
      { env: {}, flags: { environment: 'stagng' }, stackOutputs: none },
      'ENVIRONMENT_UNKNOWN',
      [/`stagng` \(from --environment\)/, /no stack `bluegreen-deployment-stagng` in us-east-1/],
    ],
    [
      'the variables of another environment',
      { env: GUIDE, flags: { environment: 'staging' } },
      'ENVIRONMENT_UNKNOWN',
      [/`staging` \(from --environment\)/, /CODEDEPLOY_APPLICATION_NAME names an application of `production`/],
    ],
    [
      'a load balancer’s ARN for the listener',
      {
        env: {
          ...GUIDE,
          ALB_LISTENER_ARN:
            'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/0123456789abcdef:listener/app/x',
        },
      },
      'ARN_MALFORMED',
      [/`listenerArns` \(from ALB_LISTENER_ARN\) is made from a load balancer/, /config explain/],
    ],
    [
      'a short ARN',
      { env: { ...GUIDE, GREEN_TARGET_GROUP: 'arn:aws:elb' } },
      'ARN_MALFORMED',
      [/colors.green.targetGroup.*GREEN_TARGET_GROUP.*`arn:aws:elb`/],
    ],
    [
      'the guide’s own target group name, which AWS cannot have',
      { env: { ...GUIDE, BLUE_TARGET_GROUP: 'bluegreen-deployment-production-blue-tg' } },
      'CONFIG_INVALID',
      [/colors.blue.targetGroup.*at most 32/],
    ],
    [
      'a placeholder',
      { env: { ...GUIDE, CODEDEPLOY_S3_BUCKET: 'artifacts-[ACCOUNT-ID]' } },
      'CONFIG_INVALID',
      [/not a bucket name/],
    ],
    [
      'a URL with a path',
      { env: GUIDE, flags: { productionUrl: 'http://a.b/c' } },
      'CONFIG_INVALID',
      [/--production-url.*host\[:port\]/],
    ],
    [
      'a path without a slash',
      { env: GUIDE, flags: { versionPath: 'version' } },
      'CONFIG_INVALID',
      [/paths.version.*starts with \//],
    ],
    [
      'another region',
      { env: { ...GUIDE, AWS_REGION: 'eu-west-1' } },
      'CONFIG_INVALID',
      [/listenerArns.*us-east-1.*eu-west-1 \(from AWS_REGION\)/],
    ],
    [
      'no region at all',
      { env: { ...GUIDE, AWS_DEFAULT_REGION: 'virginia' } },
      'CONFIG_INVALID',
      [/`region` \(from AWS_DEFAULT_REGION\)/],
    ],
    [
      'one target group for both',
      { env: { ...GUIDE, GREEN_TARGET_GROUP: GUIDE.BLUE_TARGET_GROUP } },
      'CONFIG_INVALID',
      [/same targetGroup/],
    ],
    [
      'a file that is not there',
      { env: { ...GUIDE, BLUEGREEN_CONFIG: 'gone.yaml' } },
      'CONFIG_MISSING',
      [/gone\.yaml` does not exist/],
    ],
  ])('%s', async (_name, input, code, words) => {
    const error = await refused(input);
    const said = [error.message, error.next].join(' ');
    expect({ said, code: error.code }).toEqual({ said, code });
    for (const word of words) expect(said).toMatch(word);
  });

  it('settings that are wrong, without asking a stack', async () => {
    const error = await refused({ flags: { region: 'nowhere' }, stackOutputs: never });
    expect(error.code).toBe('CONFIG_INVALID');
  });

  it.each([
    [
      'an unknown environment',
      TWO_ENVIRONMENTS,
      'prodction',
      'ENVIRONMENT_UNKNOWN',
      /lists production, staging.*--environment production/,
    ],
    [
      'several environments and none named',
      TWO_ENVIRONMENTS,
      undefined,
      'CONFIG_MISSING',
      /production, staging.*BLUEGREEN_ENVIRONMENT/,
    ],
    [
      'an unknown key',
      'regoin: us-east-1',
      undefined,
      'CONFIG_INVALID',
      /line 1: unknown key `regoin` \(did you mean `region`\?\)/,
    ],
    [
      'an unknown key deep down',
      'bucket: a\ncolors:\n  blue:\n    targetgrp: x\n',
      undefined,
      'CONFIG_INVALID',
      /line 4: unknown key `colors\.blue\.targetgrp` \(did you mean `targetGroup`\?\)/,
    ],
    [
      'an unknown key of an environment',
      'environments:\n  prod:\n    zzz: 1\n',
      undefined,
      'CONFIG_INVALID',
      /line 3.*`environments\.prod\.zzz`.*known here: region, stack/,
    ],
    ['a number for text', 'bucket: 12', undefined, 'CONFIG_INVALID', /line 1: `bucket` must be text/],
    ['text for a list', 'alarms: all', undefined, 'CONFIG_INVALID', /`alarms` must be a list/],
    ['text for a mapping', 'colors: blue', undefined, 'CONFIG_INVALID', /`colors` must be a mapping/],
    ['a list for the file', '- bucket', undefined, 'CONFIG_INVALID', /the file must be a mapping/],
    ['a key with a dot', 'paths.version: /v', undefined, 'CONFIG_INVALID', /unknown key `paths\.version`/],
    ['bad YAML', 'bucket: [a\nregion: b', undefined, 'CONFIG_INVALID', /line \d/],
    ['a key twice', 'bucket: a\nbucket: b', undefined, 'CONFIG_INVALID', /line 2.*unique/],
  ])('a file with %s', async (_name, text, environment, code, words) => {
    await write(text);
    const error = await refused({ flags: { environment } });
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.next}`).toMatch(words);
  });
});
