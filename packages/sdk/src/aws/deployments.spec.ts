import type { FakeEndpoint, SeenCall } from './testing/fake-endpoint.js';
import { json, jsonError, startFakeEndpoint } from './testing/fake-endpoint.js';

const DIGEST = 'd'.repeat(64);
const KEY = `releases/bluegreen-app/v2-${DIGEST}.zip`;
const LOCATION = { bucket: 'artifacts', key: KEY, eTag: 'e1', versionId: 'v1' };
const REVISION = {
  revisionType: 'S3',
  s3Location: { bucket: 'artifacts', key: KEY, bundleType: 'zip', eTag: 'e1', version: 'v1' },
};
const CREATE = { application: 'app', group: 'app-green-dg', location: LOCATION, token: 'op-1' };

let fake: FakeEndpoint;
afterEach(() => fake.close());
const operations = (calls: readonly SeenCall[]) => calls.map((call) => call.operation);

describe('createDeployments groups', () => {
  it('reads every group with one call', async () => {
    fake = await startFakeEndpoint(() =>
      json({
        deploymentGroupsInfo: [
          { deploymentGroupName: 'green', targetRevision: REVISION },
          {
            deploymentGroupName: 'blue',
            targetRevision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key: KEY, eTag: '"e1"' } },
            lastSuccessfulDeployment: { deploymentId: 'd-1', status: 'Succeeded' },
            lastAttemptedDeployment: { deploymentId: 'd-2', status: 'InProgress' },
          },
        ],
      }),
    );
    const states = await fake.ports().deployments.groups('app', ['blue', 'green']);
    expect(states).toEqual([
      {
        group: 'blue',
        release: { release: 'v2', digest: DIGEST },
        location: { bucket: 'artifacts', key: KEY, eTag: 'e1' },
        last: { id: 'd-2', status: 'InProgress', running: true },
      },
      // A target revision without any success is what somebody wished for, not what runs.
      { group: 'green', release: null, location: null, last: null },
    ]);
    expect(fake.calls.map((call) => call.json)).toEqual([
      { applicationName: 'app', deploymentGroupNames: ['blue', 'green'] },
    ]);
  });

  it('knows no release for a key of another tool', async () => {
    const targetRevision = { revisionType: 'S3', s3Location: { bucket: 'b', key: 'app.zip' } };
    fake = await startFakeEndpoint(() =>
      json({
        deploymentGroupsInfo: [
          { deploymentGroupName: 'g', targetRevision, lastSuccessfulDeployment: { deploymentId: 'd' } },
        ],
      }),
    );
    const [state] = await fake.ports().deployments.groups('app', ['g']);
    expect(state).toMatchObject({ release: null, location: { key: 'app.zip' } });
  });

  it('refuses a group that is not in the answer', async () => {
    fake = await startFakeEndpoint(() => json({ deploymentGroupsInfo: [], errorMessage: 'gone' }));
    await expect(fake.ports().deployments.groups('app', ['blue'])).rejects.toMatchObject({
      code: 'RESOURCE_MISSING',
      message: expect.stringContaining('`blue`'),
    });
  });
});

describe('createDeployments register and create', () => {
  it('sends the revision and the token', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      json(operation === 'CreateDeployment' ? { deploymentId: 'd-9' } : {}),
    );
    const { deployments } = fake.ports();
    await deployments.register('app', LOCATION, 'v2');
    expect(await deployments.create(CREATE)).toEqual({ deploymentId: 'd-9' });
    expect(fake.calls.map(({ operation, json: input }) => ({ operation, input }))).toEqual([
      {
        operation: 'RegisterApplicationRevision',
        input: { applicationName: 'app', revision: REVISION, description: 'v2' },
      },
      {
        operation: 'CreateDeployment',
        input: {
          applicationName: 'app',
          deploymentGroupName: 'app-green-dg',
          revision: REVISION,
          description: 'Deployed by bluegreen. Token op-1',
        },
      },
    ]);
  });

  it.each([
    ['the connection is cut', 'reset' as const],
    ['the answer never comes', 'silence' as const],
    ['the answer is empty', json({})],
    ['AWS answers 500', jsonError('InternalFailure', 'oops', 500)],
    ['AWS answers 503', jsonError('ServiceUnavailable', 'oops', 503)],
    ['the answer is not JSON', { body: '<html>', headers: { 'content-type': 'application/x-amz-json-1.1' } }],
  ])('sends CreateDeployment once when %s, and says that the answer was lost', async (_name, answer) => {
    fake = await startFakeEndpoint(() => answer);
    await expect(fake.ports({ silenceMs: 100 }).deployments.create(CREATE)).rejects.toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
    });
    expect(operations(fake.calls)).toEqual(['CreateDeployment']);
  });

  it('sends CreateDeployment again when it was throttled, for then nothing was started', async () => {
    fake = await startFakeEndpoint((_call, index) =>
      index === 0 ? jsonError('ThrottlingException', 'Rate exceeded') : json({ deploymentId: 'd-1' }),
    );
    expect(await fake.ports().deployments.create(CREATE)).toEqual({ deploymentId: 'd-1' });
    expect(operations(fake.calls)).toEqual(['CreateDeployment', 'CreateDeployment']);
  });

  it('repeats other calls when an answer is lost', async () => {
    fake = await startFakeEndpoint((_call, index) => (index < 2 ? 'reset' : json({})));
    await fake.ports().deployments.register('app', LOCATION, 'v2');
    expect(fake.calls).toHaveLength(3);
  });

  it('says that a deployment is running', async () => {
    fake = await startFakeEndpoint(() => jsonError('DeploymentLimitExceededException', 'one at a time'));
    await expect(fake.ports().deployments.create(CREATE)).rejects.toMatchObject({
      code: 'DEPLOYMENT_RUNNING',
      message: expect.stringContaining('`app-green-dg`'),
    });
  });
});

describe('createDeployments find', () => {
  const description = 'Deployed by bluegreen. Token op-1';

  it('finds the newest deployment with the token, on any page', async () => {
    fake = await startFakeEndpoint(({ operation, json: input }) => {
      if (operation === 'BatchGetDeployments') {
        return json({
          deploymentsInfo: [
            { deploymentId: 'd-1', description, createTime: 1_000 },
            { deploymentId: 'd-2', description, createTime: 2_000 },
            { deploymentId: 'd-3', description: 'Deployed by bluegreen. Token op-10', createTime: 3_000 },
          ],
        });
      }
      return json(input['nextToken'] ? { deployments: ['d-3'] } : { deployments: ['d-1', 'd-2'], nextToken: 'more' });
    });
    expect(await fake.ports().deployments.find('app', 'dg', 'op-1', 10_000_000)).toEqual({ deploymentId: 'd-2' });
    expect(operations(fake.calls)).toEqual(['ListDeployments', 'ListDeployments', 'BatchGetDeployments']);
    expect(fake.calls[0]!.json).toMatchObject({
      applicationName: 'app',
      deploymentGroupName: 'dg',
      // Five minutes earlier than asked: this machine's clock may be ahead.
      createTimeRange: { start: 9_700 },
    });
    expect(fake.calls[2]!.json).toEqual({ deploymentIds: ['d-1', 'd-2', 'd-3'] });
  });

  it('finds nothing when there is none', async () => {
    fake = await startFakeEndpoint(() => json({ deployments: [] }));
    expect(await fake.ports().deployments.find('app', 'dg', 'op-1', 0)).toBeNull();
  });
});

describe('createDeployments progress and stop', () => {
  it('reads status, and every target 25 at a time', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `i-${index}`);
    fake = await startFakeEndpoint(({ operation, json: input }) => {
      if (operation === 'GetDeployment') {
        return json({
          deploymentInfo: { status: 'Failed', errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'too few' } },
        });
      }
      if (operation === 'ListDeploymentTargets') {
        return json(
          input['nextToken'] ? { targetIds: ids.slice(20) } : { targetIds: ids.slice(0, 20), nextToken: 'more' },
        );
      }
      return json({
        deploymentTargets: (input['targetIds'] as string[]).map((targetId) => ({
          deploymentTargetType: 'InstanceTarget',
          instanceTarget: {
            targetId,
            status: 'Failed',
            lifecycleEvents: [
              {
                lifecycleEventName: 'AfterInstall',
                status: 'Failed',
                startTime: 1.5,
                endTime: 2,
                diagnostics: {
                  errorCode: 'ScriptFailed',
                  scriptName: 'hooks/x.sh',
                  message: 'exit 1',
                  logTail: 'boom',
                },
              },
              { lifecycleEventName: 'ApplicationStart', status: 'Skipped', diagnostics: { scriptName: '' } },
            ],
          },
        })),
      });
    });
    const progress = await fake.ports().deployments.progress('d-1');
    expect(progress).toMatchObject({ status: 'Failed', error: 'HEALTH_CONSTRAINTS: too few' });
    expect(progress.instances.map((each) => each.instance)).toEqual(ids);
    expect(progress.instances[0]).toEqual({
      instance: 'i-0',
      status: 'Failed',
      events: [
        {
          name: 'AfterInstall',
          status: 'Failed',
          startedAt: 1_500,
          endedAt: 2_000,
          script: 'hooks/x.sh',
          message: 'exit 1',
          logTail: 'boom',
        },
        { name: 'ApplicationStart', status: 'Skipped', script: null, message: null, logTail: null },
      ],
    });
    expect(operations(fake.calls).filter((name) => name === 'BatchGetDeploymentTargets')).toHaveLength(2);
  });

  it('shows no targets before the deployment has started', async () => {
    fake = await startFakeEndpoint(({ operation }) =>
      operation === 'GetDeployment'
        ? json({ deploymentInfo: { status: 'Created' } })
        : jsonError('DeploymentNotStartedException', 'not yet'),
    );
    expect(await fake.ports().deployments.progress('d-1')).toEqual({ status: 'Created', error: null, instances: [] });
  });

  it('stops without an automatic rollback; one that ended already is as good as stopped', async () => {
    fake = await startFakeEndpoint((_call, index) =>
      index === 0 ? json({ status: 'Pending' }) : jsonError('DeploymentAlreadyCompletedException', 'done'),
    );
    const { deployments } = fake.ports();
    await deployments.stop('d-1');
    await deployments.stop('d-1');
    expect(fake.calls[0]!.json).toEqual({ deploymentId: 'd-1', autoRollbackEnabled: false });
  });
});
