import {
  BatchGetDeploymentTargetsCommand,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentConfigCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  GetDeploymentInstanceCommand,
  ListDeploymentInstancesCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  StopDeploymentCommand,
  type CreateDeploymentCommandInput,
  type CreateDeploymentGroupCommandInput,
  type InstanceTarget,
} from '@aws-sdk/client-codedeploy';
import {
  GROUP,
  held,
  ok,
  REVISION,
  revision,
  ROLE,
  scriptFailed,
  startDeployWorld,
  type DeployWorld,
} from './testing/deploy-world.js';

const SEVEN = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
];

let world: DeployWorld;
beforeEach(async () => {
  world = await startDeployWorld();
  await world.client.send(new CreateApplicationCommand({ applicationName: 'shop' }));
});
afterEach(() => world.close());

async function group(settings: Partial<CreateDeploymentGroupCommandInput> = {}, instances = 2): Promise<void> {
  world.groups.set('blue-asg', []);
  for (let index = 1; index <= instances; index += 1) world.addInstance(`i-${index}`, 'blue-asg');
  await world.client.send(
    new CreateDeploymentGroupCommand({
      ...GROUP,
      serviceRoleArn: ROLE,
      autoScalingGroups: ['blue-asg'],
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      ...settings,
    }),
  );
}

async function deploy(settings: Partial<CreateDeploymentCommandInput> = {}): Promise<string> {
  const { deploymentId } = await world.client.send(
    new CreateDeploymentCommand({ ...GROUP, revision: REVISION, ...settings }),
  );
  return deploymentId ?? '';
}

async function targetsOf(deploymentId: string): Promise<InstanceTarget[]> {
  const { targetIds } = await world.client.send(new ListDeploymentTargetsCommand({ deploymentId }));
  const { deploymentTargets } = await world.client.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }),
  );
  return (deploymentTargets ?? []).flatMap(({ instanceTarget }) => instanceTarget ?? []);
}

const groupInfo = async () => (await world.client.send(new GetDeploymentGroupCommand(GROUP))).deploymentGroupInfo;
const info = async (deploymentId: string) =>
  (await world.client.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;

describe('order of events (contract C2)', () => {
  it('runs seven events in place and reports each with its times', async () => {
    await group();
    const id = await deploy();
    expect(id).toMatch(/^d-[A-Z0-9]{9}$/);
    expect(await world.finish(id)).toMatchObject({
      status: 'Succeeded',
      creator: 'user',
      computePlatform: 'Server',
      deploymentOverview: { Pending: 0, InProgress: 0, Succeeded: 2, Failed: 0, Skipped: 0, Ready: 0 },
      createTime: expect.any(Date),
      startTime: expect.any(Date),
      completeTime: expect.any(Date),
    });
    expect(world.asked.filter((asked) => asked.startsWith('i-1')).map((asked) => asked.split(' ')[1])).toEqual(SEVEN);
    const [target] = await targetsOf(id);
    expect(target).toMatchObject({ targetArn: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1', status: 'Succeeded' });
    expect(target?.lifecycleEvents?.map(({ lifecycleEventName }) => lifecycleEventName)).toEqual(SEVEN);
    expect(
      target?.lifecycleEvents?.every(
        ({ startTime, endTime, status }) => startTime && endTime && status === 'Succeeded',
      ),
    ).toBe(true);
  });

  it('runs thirteen with traffic control, takes the instance out, waits out the draining and waits for health', async () => {
    await group(
      {
        deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        loadBalancerInfo: { targetGroupInfoList: [{ name: 'blue-tg' }] },
      },
      1,
    );
    const id = await deploy();
    await world.clock.advance(29_000);
    expect(
      (await targetsOf(id))[0]?.lifecycleEvents?.find(({ status }) => status === 'InProgress')?.lifecycleEventName,
    ).toBe('BlockTraffic');
    await world.clock.advance(60_000);
    expect(
      (await targetsOf(id))[0]?.lifecycleEvents?.find(({ status }) => status === 'InProgress')?.lifecycleEventName,
    ).toBe('AllowTraffic');
    expect(world.traffic).toEqual(['deregister i-1 arn:blue-tg', 'register i-1 arn:blue-tg']);
    world.health.set('i-1', 'healthy');
    expect(await world.finish(id)).toMatchObject({ status: 'Succeeded' });
    const names = (await targetsOf(id))[0]?.lifecycleEvents?.map(({ lifecycleEventName }) => lifecycleEventName);
    expect(names).toEqual([
      'BeforeBlockTraffic',
      'BlockTraffic',
      'AfterBlockTraffic',
      ...SEVEN,
      'BeforeAllowTraffic',
      'AllowTraffic',
      'AfterAllowTraffic',
    ]);
  });

  it('a target group alone does not switch traffic control on', async () => {
    await group({ loadBalancerInfo: { targetGroupInfoList: [{ name: 'blue-tg' }] } }, 1);
    await world.finish(await deploy());
    expect(world.traffic).toEqual([]);
  });

  it('fails an instance that never becomes healthy within an hour', async () => {
    await group(
      {
        deploymentStyle: { deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        loadBalancerInfo: { targetGroupInfoList: [{ name: 'blue-tg' }] },
      },
      1,
    );
    world.health.set('i-1', 'unused');
    const id = await deploy();
    expect(await world.finish(id)).toMatchObject({ status: 'Failed' });
    const event = (await targetsOf(id))[0]?.lifecycleEvents?.find(({ status }) => status === 'Failed');
    expect(event).toMatchObject({
      lifecycleEventName: 'AllowTraffic',
      diagnostics: { message: expect.stringContaining('arn:blue-tg: unused') },
    });
  });

  it('fails the instance, not the engine, when the target group is gone', async () => {
    const targetGroupInfoList = [{ name: 'gone' }];
    await group(
      { deploymentStyle: { deploymentOption: 'WITH_TRAFFIC_CONTROL' }, loadBalancerInfo: { targetGroupInfoList } },
      1,
    );
    const id = await deploy();
    expect(await world.finish(id)).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'HEALTH_CONSTRAINTS' },
    });
    const event = (await targetsOf(id))[0]?.lifecycleEvents?.find(({ status }) => status === 'Failed');
    expect(event).toMatchObject({
      lifecycleEventName: 'AllowTraffic',
      diagnostics: { message: 'One or more target groups not found' },
    });
  });

  it('skips what follows a failure, with an end and no start, and keeps the diagnostics', async () => {
    await group({}, 1);
    world.script('i-1', 'AfterInstall', () => scriptFailed);
    const id = await deploy();
    expect(await world.finish(id)).toMatchObject({
      status: 'Failed',
      errorInformation: {
        code: 'HEALTH_CONSTRAINTS',
        message: expect.stringContaining('too many individual instances failed deployment'),
      },
    });
    const events = (await targetsOf(id))[0]?.lifecycleEvents ?? [];
    expect(events.map(({ status }) => status)).toEqual([
      ...Array<string>(4).fill('Succeeded'),
      'Failed',
      'Skipped',
      'Skipped',
    ]);
    expect(events[4]?.diagnostics).toEqual({
      errorCode: 'ScriptFailed',
      scriptName: 'hooks/validate.sh',
      message: scriptFailed.message,
      logTail: scriptFailed.logTail,
    });
    expect(events[5]?.startTime).toBeUndefined();
    expect(events[5]?.endTime).toBeInstanceOf(Date);
  });

  it('lets ApplicationStop fail when told to (contract C3)', async () => {
    await group({}, 1);
    world.script('i-1', 'ApplicationStop', () => scriptFailed);
    expect(await world.finish(await deploy())).toMatchObject({ status: 'Failed' });
    const id = await deploy({ ignoreApplicationStopFailures: true });
    expect(await world.finish(id)).toMatchObject({ status: 'Succeeded' });
    expect((await targetsOf(id))[0]?.lifecycleEvents?.[0]).toMatchObject({ status: 'Failed' });
  });
});

describe('configurations in the engine (contract C9)', () => {
  it('OneAtATime touches the second instance only after the first, and nothing after a failure', async () => {
    await group({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' }, 3);
    const id = await world.finish(await deploy());
    expect(id.status).toBe('Succeeded');
    expect(world.asked.map((asked) => asked.split(' ')[0])).toEqual(
      ['i-1', 'i-2', 'i-3'].flatMap((one) => Array<string>(7).fill(one)),
    );
    world.script('i-1', 'Install', () => scriptFailed);
    const second = await deploy({ revision: revision('v2') });
    expect(await world.finish(second)).toMatchObject({
      status: 'Failed',
      deploymentOverview: { Failed: 1, Skipped: 2, Succeeded: 0 },
    });
  });

  it("a configuration of one's own leaves its minimum of healthy hosts alone", async () => {
    await world.client.send(
      new CreateDeploymentConfigCommand({
        deploymentConfigName: 'keep-two',
        minimumHealthyHosts: { type: 'HOST_COUNT', value: 2 },
      }),
    );
    await group({ deploymentConfigName: 'keep-two' }, 3);
    await world.finish(await deploy());
    const first = held();
    world.script('i-1', 'ApplicationStop', () => first.promise);
    const id = await deploy();
    await world.clock.advance(5_000);
    expect((await info(id))?.deploymentOverview).toMatchObject({ InProgress: 1, Pending: 2 });
    first.release(ok);
    expect(await world.finish(id)).toMatchObject({ status: 'Succeeded' });
  });

  it.each([
    ['NO_INSTANCES', 'CodeDeployDefault.AllAtOnce', 0],
    ['HEALTH_CONSTRAINTS_INVALID', 'CodeDeployDefault.HalfAtATime', 1],
  ])('fails with %s for %s and %d instances', async (code, deploymentConfigName, count) => {
    await group({ deploymentConfigName }, count);
    expect(await world.finish(await deploy())).toMatchObject({ status: 'Failed', errorInformation: { code } });
    expect(world.asked).toEqual([]);
  });

  it('updateOutdatedInstancesOnly leaves instances alone that have the revision', async () => {
    await group({}, 1);
    await world.finish(await deploy());
    world.addInstance('i-2', 'blue-asg');
    world.asked.length = 0;
    expect(await world.finish(await deploy({ updateOutdatedInstancesOnly: true }))).toMatchObject({
      status: 'Succeeded',
      deploymentOverview: { Succeeded: 1 },
    });
    expect(new Set(world.asked.map((asked) => asked.split(' ')[0]))).toEqual(new Set(['i-2']));
    expect(await world.finish(await deploy({ updateOutdatedInstancesOnly: true }))).toMatchObject({
      status: 'Succeeded',
      deploymentOverview: { Succeeded: 0 },
    });
  });

  it('finds instances by tags: any filter of a list, every list of a set', async () => {
    world.addInstance('i-web', undefined, { Role: 'web', Stage: 'production' });
    world.addInstance('i-db', undefined, { Role: 'db', Stage: 'production' });
    const tag = (Key: string, Value: string) => ({ Key, Value, Type: 'KEY_AND_VALUE' as const });
    const common = {
      applicationName: 'shop',
      serviceRoleArn: ROLE,
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    };
    await world.client.send(
      new CreateDeploymentGroupCommand({
        ...common,
        deploymentGroupName: 'any',
        ec2TagFilters: [tag('Role', 'web'), tag('Role', 'db')],
      }),
    );
    await world.client.send(
      new CreateDeploymentGroupCommand({
        ...common,
        deploymentGroupName: 'all',
        ec2TagSet: { ec2TagSetList: [[tag('Stage', 'production')], [tag('Role', 'web')]] },
      }),
    );
    for (const [name, ids] of [
      ['any', ['i-web', 'i-db']],
      ['all', ['i-web']],
    ] as const) {
      const id = await deploy({ deploymentGroupName: name });
      await world.finish(id);
      expect((await targetsOf(id)).map(({ targetId }) => targetId)).toEqual(ids);
    }
  });
});

describe('one deployment at a time (contract C11)', () => {
  it('refuses a second one in the group and lets other groups run beside it', async () => {
    await group({}, 1);
    world.addInstance('i-9', 'green-asg');
    await world.client.send(
      new CreateDeploymentGroupCommand({
        applicationName: 'shop',
        deploymentGroupName: 'green',
        serviceRoleArn: ROLE,
        autoScalingGroups: ['green-asg'],
      }),
    );
    const slow = held();
    world.script('i-1', 'Install', () => slow.promise);
    const first = await deploy();
    await expect(deploy()).rejects.toMatchObject({ name: 'DeploymentLimitExceededException' });
    const other = await deploy({ deploymentGroupName: 'green' });
    expect(await world.finish(other)).toMatchObject({ status: 'Succeeded' });
    expect((await info(first))?.status).toBe('InProgress');
    slow.release(ok);
    expect(await world.finish(first)).toMatchObject({ status: 'Succeeded' });
    expect(await world.finish(await deploy())).toMatchObject({ status: 'Succeeded' });
  });
});

describe('what a group remembers (contract C12)', () => {
  it('changes target revision and last success on success only', async () => {
    await group({}, 1);
    const good = await deploy();
    await world.finish(good);
    world.script('i-1', 'ValidateService', () => scriptFailed);
    const bad = await deploy({ revision: revision('v2') });
    expect(await world.finish(bad)).toMatchObject({
      status: 'Failed',
      previousRevision: { s3Location: { key: 'releases/v1.zip' } },
      revision: { s3Location: { key: 'releases/v2.zip' } },
    });
    expect(await groupInfo()).toMatchObject({
      targetRevision: { s3Location: { key: 'releases/v1.zip' } },
      lastSuccessfulDeployment: { deploymentId: good, status: 'Succeeded' },
      lastAttemptedDeployment: { deploymentId: bad, status: 'Failed' },
    });
  });

  it('deploys the target revision when none is named (contract C11)', async () => {
    await group({}, 1);
    await expect(deploy({ revision: undefined })).rejects.toMatchObject({ name: 'RevisionRequiredException' });
    await world.finish(await deploy());
    expect(await world.finish(await deploy({ revision: undefined }))).toMatchObject({
      revision: { s3Location: { key: 'releases/v1.zip' } },
    });
  });
});

describe('StopDeployment (contract C12)', () => {
  it('lets the running script end, starts nothing more, and ends as Stopped', async () => {
    await group({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' });
    const slow = held();
    world.script('i-1', 'Install', () => slow.promise);
    const id = await deploy();
    await world.clock.advance(2_000);
    expect(await world.client.send(new StopDeploymentCommand({ deploymentId: id }))).toMatchObject({
      status: 'Pending',
    });
    await world.clock.advance(10_000);
    expect((await info(id))?.status).toBe('InProgress');
    slow.release(ok);
    expect(await world.finish(id)).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'MANUAL_STOP' },
      deploymentOverview: { Failed: 1, Skipped: 1 },
    });
    expect(world.asked.at(-1)).toBe('i-1 Install');
    const events = (await targetsOf(id))[0]?.lifecycleEvents?.map(({ status }) => status);
    expect(events).toEqual(['Succeeded', 'Succeeded', 'Succeeded', 'Succeeded', 'Skipped', 'Skipped', 'Skipped']);
    await expect(world.client.send(new StopDeploymentCommand({ deploymentId: id }))).rejects.toMatchObject({
      name: 'DeploymentAlreadyCompletedException',
    });
    expect((await info(id))?.rollbackInfo).toEqual({});
  });

  it('ends the wait for health', async () => {
    const targetGroupInfoList = [{ name: 'blue-tg' }];
    await group(
      { deploymentStyle: { deploymentOption: 'WITH_TRAFFIC_CONTROL' }, loadBalancerInfo: { targetGroupInfoList } },
      1,
    );
    const id = await deploy();
    await world.clock.advance(60_000);
    await world.client.send(new StopDeploymentCommand({ deploymentId: id }));
    await world.clock.advance(2_000);
    expect(await info(id)).toMatchObject({ status: 'Stopped' });
  });

  it('answers Succeeded before anything runs, and touches no instance', async () => {
    await group();
    const id = await deploy();
    expect(await world.client.send(new StopDeploymentCommand({ deploymentId: id }))).toMatchObject({
      status: 'Succeeded',
      statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
    });
    expect(await world.finish(id)).toMatchObject({ status: 'Stopped' });
    expect(world.asked).toEqual([]);
  });

  it('rolls back with --auto-rollback-enabled: a new deployment of the last good revision (the guide, T12)', async () => {
    await group({}, 1);
    await world.finish(await deploy({ fileExistsBehavior: 'OVERWRITE' }));
    const slow = held();
    world.script('i-1', 'Install', () => slow.promise);
    const id = await deploy({ revision: revision('v2') });
    await world.clock.advance(2_000);
    await world.client.send(new StopDeploymentCommand({ deploymentId: id, autoRollbackEnabled: true }));
    world.script('i-1', 'Install', () => ok);
    slow.release(ok);
    const stopped = await world.finish(id);
    const rollbackId = stopped.rollbackInfo?.rollbackDeploymentId ?? '';
    expect(await world.finish(rollbackId)).toMatchObject({
      status: 'Succeeded',
      creator: 'codeDeployRollback',
      fileExistsBehavior: 'OVERWRITE',
      revision: { s3Location: { key: 'releases/v1.zip' } },
      rollbackInfo: { rollbackTriggeringDeploymentId: id },
    });
  });
});

describe('automatic rollback (contract C12)', () => {
  const onFailure = { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE' as const] } };

  it('follows a failure and is not itself rolled back', async () => {
    await group(onFailure, 1);
    await world.finish(await deploy());
    world.script('i-1', 'ApplicationStart', () => scriptFailed);
    const bad = await world.finish(await deploy({ revision: revision('v2') }));
    const rollback = await world.finish(bad.rollbackInfo?.rollbackDeploymentId ?? '');
    expect(rollback).toMatchObject({ status: 'Failed', creator: 'codeDeployRollback' });
    expect(rollback.rollbackInfo?.rollbackDeploymentId).toBeUndefined();
    const { deployments } = await world.client.send(new ListDeploymentsCommand(GROUP));
    expect(deployments).toHaveLength(3);
    expect(deployments?.[0]).toBe(rollback.deploymentId);
  });

  it('says so when there is no earlier success', async () => {
    await group(onFailure, 1);
    world.script('i-1', 'ApplicationStart', () => scriptFailed);
    const bad = await world.finish(await deploy());
    expect(bad.rollbackInfo).toEqual({ rollbackMessage: expect.stringContaining('no earlier successful deployment') });
  });

  it("a deployment's own configuration overrides the group's", async () => {
    await group(onFailure, 1);
    await world.finish(await deploy());
    world.script('i-1', 'ApplicationStart', () => scriptFailed);
    const bad = await world.finish(await deploy({ autoRollbackConfiguration: { enabled: false } }));
    expect(bad.rollbackInfo).toEqual({});
  });
});

describe('silent agents (contract C8)', () => {
  it('fails the event that does not start within five minutes', async () => {
    await group({}, 1);
    Object.assign(world.instances.get('i-1') ?? {}, { alive: false });
    const id = await deploy();
    await world.clock.advance(299_000);
    expect((await info(id))?.status).toBe('InProgress');
    expect(await world.finish(id)).toMatchObject({ status: 'Failed' });
    const event = (await targetsOf(id))[0]?.lifecycleEvents?.[0];
    expect(event).toMatchObject({
      status: 'Failed',
      diagnostics: { errorCode: 'UnknownError', message: expect.stringContaining('agent') },
    });
    expect(world.asked).toEqual([]);
  });

  it('gives up an instance that is gone in the middle of an event', async () => {
    await group({}, 1);
    world.script('i-1', 'Install', () => held().promise);
    const id = await deploy();
    await world.clock.advance(2_000);
    world.instances.delete('i-1');
    expect(await world.finish(id)).toMatchObject({ status: 'Failed' });
    expect((await targetsOf(id))[0]?.lifecycleEvents?.[3]).toMatchObject({
      status: 'Failed',
      diagnostics: { message: expect.stringContaining('stopped answering') },
    });
  });

  it('hears nothing from a script that ends while its agent is silent', async () => {
    await group({}, 1);
    const slow = held();
    world.script('i-1', 'Install', () => slow.promise);
    const id = await deploy();
    await world.clock.advance(2_000);
    Object.assign(world.instances.get('i-1') ?? {}, { alive: false });
    slow.release(ok);
    await world.clock.advance(600_000);
    expect((await targetsOf(id))[0]?.lifecycleEvents?.[3]?.status).toBe('InProgress');
    expect(await world.finish(id)).toMatchObject({ status: 'Failed' });
  });

  it('fails the event that an agent was at when it was restarted (contract C4)', async () => {
    await group({}, 1);
    world.script('i-1', 'Install', () => held().promise);
    const id = await deploy();
    await world.clock.advance(2_000);
    Object.assign(world.instances.get('i-1') ?? {}, { alive: false });
    await world.clock.advance(5_000);
    Object.assign(world.instances.get('i-1') ?? {}, { alive: true });
    expect(await world.finish(id)).toMatchObject({ status: 'Failed' });
    expect((await targetsOf(id))[0]?.lifecycleEvents?.[3]?.diagnostics?.message).toContain('restarted');
  });
});

describe('instances and targets (contract C10, T3)', () => {
  it('lists instances as plain ids, filters by status, and names one by its ARN', async () => {
    await group();
    world.script('i-2', 'Install', () => scriptFailed);
    const deploymentId = await deploy();
    await expect(world.client.send(new ListDeploymentInstancesCommand({ deploymentId }))).rejects.toMatchObject({
      name: 'DeploymentNotStartedException',
    });
    expect(await world.finish(deploymentId)).toMatchObject({ status: 'Succeeded' });
    const list = async (instanceStatusFilter?: 'Failed'[]) =>
      (await world.client.send(new ListDeploymentInstancesCommand({ deploymentId, instanceStatusFilter })))
        .instancesList;
    expect(await list()).toEqual(['i-1', 'i-2']);
    expect(await list(['Failed'])).toEqual(['i-2']);
    const failed = await world.client.send(
      new ListDeploymentTargetsCommand({ deploymentId, targetFilters: { TargetStatus: ['Failed'] } }),
    );
    expect(failed.targetIds).toEqual(['i-2']);
    const { instanceSummary } = await world.client.send(
      new GetDeploymentInstanceCommand({ deploymentId, instanceId: 'i-2' }),
    );
    expect(instanceSummary).toMatchObject({
      instanceId: 'arn:aws:ec2:us-east-1:123456789012:instance/i-2',
      status: 'Failed',
    });
  });
});
