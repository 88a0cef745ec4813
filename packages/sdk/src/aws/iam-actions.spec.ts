import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredCalls, iamActions } from './iam-actions.js';
import type { PortName } from './iam-actions.js';
import type { AwsPorts } from './index.js';
import type { Answer, FakeEndpoint, SeenCall } from './testing/fake-endpoint.js';
import { json, s3Error, startFakeEndpoint, xml } from './testing/fake-endpoint.js';

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/0123456789abcdef/fedcba9876543210';
const route = (kind: 'listener' | 'rule') => ({ kind, arn: LISTENER, listenerArn: LISTENER, actions: [] });
const LOCATION = { bucket: 'b', key: 'k.zip' };

let fake: FakeEndpoint;
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'bluegreen-actions-'))));
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true });
});

/** The least that lets every method run to its end. */
function answer({ operation }: SeenCall): Answer {
  const members: Readonly<Record<string, Answer>> = {
    DescribeListeners: xml(operation, `<Listeners><member><ListenerArn>${LISTENER}</ListenerArn></member></Listeners>`),
    DescribeTargetGroups: xml(
      operation,
      '<TargetGroups><member><TargetGroupName>tg</TargetGroupName><TargetGroupArn>a</TargetGroupArn></member></TargetGroups>',
    ),
    BatchGetDeploymentGroups: json({ deploymentGroupsInfo: [{ deploymentGroupName: 'dg' }] }),
    CreateDeployment: json({ deploymentId: 'd-1' }),
    ListDeployments: json({ deployments: ['d-1'] }),
    ListDeploymentTargets: json({ targetIds: ['i-1'] }),
    CreateMultipartUpload: {
      body: '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
    },
    UploadPart: { headers: { etag: '"e"' } },
    // The first condition of an upload fails, so that the upload is removed and the object looked up.
    CompleteMultipartUpload: s3Error('PreconditionFailed', 412),
    HeadObject: { status: 404 },
    GetObject: { body: '{}' },
    ListObjectsV2: { body: '<ListBucketResult/>' },
    PutObject: { headers: { etag: '"e"' } },
    AbortMultipartUpload: { status: 204 },
    HeadBucket: {},
  };
  const isQuery =
    /^(Describe|Modify|GetCaller|Suspend|Resume|SetDesired|Update)/.test(operation) && operation !== 'DescribeAlarms';
  return members[operation] ?? (isQuery ? xml(operation, '') : json({}));
}

const upload = async (ports: AwsPorts, bytes: number) => {
  const file = join(folder, `${bytes}.zip`);
  await writeFile(file, Buffer.alloc(bytes));
  await ports.artifacts.list('b', 'releases/').catch(() => undefined);
  await ports.artifacts.upload('b', 'k.zip', file, () => undefined).catch(() => undefined);
};

/** Every method of every port. */
const USES: Record<PortName, (ports: AwsPorts) => Promise<unknown>[]> = {
  traffic: ({ traffic }) => [
    traffic.routes([LISTENER], []),
    ...(['listener', 'rule'] as const).flatMap((kind) => [traffic.read(route(kind)), traffic.write(route(kind), [])]),
  ],
  targets: ({ targets }) => [targets.groups(['tg']), targets.health('a')],
  capacity: ({ capacity }) => [
    capacity.describe(['asg']),
    capacity.suspend('asg', ['Terminate']),
    capacity.resume('asg', ['Terminate']),
    capacity.resize('asg', { desired: 1 }),
    capacity.resize('asg', { max: 1 }),
  ],
  deployments: ({ deployments }) => [
    deployments.groups('app', ['dg']),
    deployments.register('app', LOCATION, 'd'),
    deployments.create({ application: 'app', group: 'dg', location: LOCATION, token: 't' }),
    deployments.find('app', 'dg', 't', 0),
    deployments.progress('d-1'),
    deployments.stop('d-1'),
  ],
  artifacts: (ports) => [ports.artifacts.find('b', 'k.zip'), upload(ports, 1), upload(ports, 9 * 1024 * 1024)],
  alarms: ({ alarms }) => [alarms.states(['a'])],
  metrics: (ports) => [ports.metrics('e').publish([{ name: 'Rollback', value: 1, unit: 'Count' }])],
  documents: (ports) => {
    const documents = ports.documents('b', 'p');
    return [documents.read('k'), documents.create('k', '{}'), documents.replace('k', '{}', 'e'), documents.list('', 1)];
  },
  stacks: ({ stacks }) => [stacks.outputs('s')],
  identity: ({ identity }) => [identity.caller()],
};

describe('iamActions', () => {
  it.each(Object.keys(declaredCalls) as PortName[])('declares exactly the calls that %s makes', async (port) => {
    fake = await startFakeEndpoint(answer);
    await Promise.all(USES[port](fake.ports()));
    const made = new Set(fake.calls.map((call) => call.operation));
    expect([...made].sort()).toEqual(Object.keys(declaredCalls[port]).sort());
  });

  it('gathers the actions of each port', async () => {
    fake = await startFakeEndpoint(answer);
    expect(iamActions()).toEqual({
      traffic: [
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyRule',
      ],
      targets: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'],
      capacity: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:ResumeProcesses',
        'autoscaling:SetDesiredCapacity',
        'autoscaling:SuspendProcesses',
        'autoscaling:UpdateAutoScalingGroup',
      ],
      deployments: [
        'codedeploy:BatchGetDeploymentGroups',
        'codedeploy:BatchGetDeploymentTargets',
        'codedeploy:BatchGetDeployments',
        'codedeploy:CreateDeployment',
        'codedeploy:GetApplicationRevision',
        'codedeploy:GetDeployment',
        'codedeploy:GetDeploymentConfig',
        'codedeploy:ListDeploymentTargets',
        'codedeploy:ListDeployments',
        'codedeploy:RegisterApplicationRevision',
        'codedeploy:StopDeployment',
      ],
      artifacts: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
      alarms: ['cloudwatch:DescribeAlarms'],
      metrics: ['cloudwatch:PutMetricData'],
      documents: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
      stacks: ['cloudformation:DescribeStacks'],
      identity: ['sts:GetCallerIdentity'],
    });
  });
});
