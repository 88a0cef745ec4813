import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  StopDeploymentCommand,
  UpdateDeploymentGroupCommand,
  type AlarmConfiguration,
  type CreateDeploymentCommandInput,
} from '@aws-sdk/client-codedeploy';
import {
  GROUP,
  held,
  ok,
  REVISION,
  revision,
  ROLE,
  startDeployWorld,
  type DeployWorld,
} from './testing/deploy-world.js';

const WATCHED: AlarmConfiguration = { enabled: true, alarms: [{ name: 'blue-5xx' }, { name: 'blue-slow' }] };
const ON_ALARM = { enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM' as const] };

let world: DeployWorld;
beforeEach(async () => {
  world = await startDeployWorld();
  await world.client.send(new CreateApplicationCommand({ applicationName: 'shop' }));
  world.addInstance('i-1', 'blue-asg');
  world.alarms.set('blue-5xx', 'OK').set('blue-slow', 'INSUFFICIENT_DATA');
});
afterEach(() => world.close());

async function group(alarmConfiguration = WATCHED, autoRollbackConfiguration = ON_ALARM): Promise<void> {
  await world.client.send(
    new CreateDeploymentGroupCommand({
      ...{ ...GROUP, serviceRoleArn: ROLE, autoScalingGroups: ['blue-asg'], alarmConfiguration },
      ...{ autoRollbackConfiguration, deploymentConfigName: 'CodeDeployDefault.AllAtOnce' },
    }),
  );
}

async function deploy(settings: Partial<CreateDeploymentCommandInput> = {}): Promise<string> {
  const made = new CreateDeploymentCommand({ ...GROUP, revision: REVISION, ...settings });
  return (await world.client.send(made)).deploymentId!;
}
const info = async (deploymentId: string) =>
  (await world.client.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;

describe('alarms of a deployment group', () => {
  it('let a deployment through while they are quiet, and are shown as they were set', async () => {
    await group();
    expect(await world.finish(await deploy())).toMatchObject({ status: 'Succeeded' });
    const { deploymentGroupInfo } = await world.client.send(new GetDeploymentGroupCommand(GROUP));
    expect(deploymentGroupInfo?.alarmConfiguration).toEqual({ ...WATCHED, ignorePollAlarmFailure: false });
  });

  it('stop one before it touches an instance when they are active already', async () => {
    await group();
    world.alarms.set('blue-5xx', 'ALARM');
    expect(await world.finish(await deploy())).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringMatching(/active: blue-5xx$/) },
      rollbackInfo: { rollbackMessage: expect.stringContaining('no earlier successful deployment') },
    });
    expect(world.asked).toEqual([]);
  });

  it('stop one that runs: the script ends, no further event starts, the last good revision comes back', async () => {
    await group();
    const good = await deploy();
    await world.finish(good);
    const script = held();
    world.script('i-1', 'AfterInstall', () => script.promise);
    const id = await deploy({ revision: revision('v2') });
    await world.clock.advance(5_000);
    world.alarms.set('blue-slow', 'ALARM');
    await world.clock.advance(5_000);
    expect(await info(id)).toMatchObject({ status: 'InProgress' });
    world.asked.length = 0;
    script.release(ok);
    world.script('i-1', 'AfterInstall', () => ok);

    const stopped = await world.finish(id);
    expect(stopped).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringMatching(/active: blue-slow$/) },
    });
    const back = stopped.rollbackInfo?.rollbackDeploymentId ?? '';
    // The alarm still rings, and the way back is open all the same.
    expect(await world.finish(back)).toMatchObject({
      ...{ status: 'Succeeded', creator: 'codeDeployRollback', revision: REVISION },
      rollbackInfo: { rollbackTriggeringDeploymentId: id },
    });
    expect(world.asked[0]).toBe('i-1 ApplicationStop');
  });

  it('are followed by no rollback unless the group asks for one on that event', async () => {
    await group(WATCHED, { enabled: true, events: ['DEPLOYMENT_FAILURE' as never] });
    await world.finish(await deploy());
    world.alarms.set('blue-5xx', 'ALARM');
    const stopped = await world.finish(await deploy({ revision: revision('v2') }));
    expect(stopped).toMatchObject({ status: 'Stopped', rollbackInfo: {} });
    expect(stopped.rollbackInfo?.rollbackDeploymentId).toBeUndefined();
  });

  it('stay the reason when somebody stops the same deployment by hand', async () => {
    await group();
    const script = held();
    world.script('i-1', 'Install', () => script.promise);
    const id = await deploy();
    await world.clock.advance(5_000);
    world.alarms.set('blue-5xx', 'ALARM');
    await world.clock.advance(2_000);
    await world.client.send(new StopDeploymentCommand({ deploymentId: id }));
    script.release(ok);
    expect(await world.finish(id)).toMatchObject({ errorInformation: { code: 'ALARM_ACTIVE' } });
  });

  it.each([
    ['stops', {}, 'Stopped'],
    ['goes on, when told to ignore that,', { ignorePollAlarmFailure: true }, 'Succeeded'],
    ['goes on, while alarms are switched off,', { enabled: false }, 'Succeeded'],
  ])('a deployment %s when the state of an alarm cannot be read', async (_does, change, status) => {
    await group({ ...WATCHED, ...change });
    world.alarms.delete('blue-slow');
    const ended = await world.finish(await deploy());
    expect(ended.status).toBe(status);
    if (status === 'Stopped') expect(ended.errorInformation?.message).toMatch(/could not be read: blue-slow$/);
  });

  it('ring in spite of ignorePollAlarmFailure', async () => {
    await group({ ...WATCHED, ignorePollAlarmFailure: true });
    world.alarms.delete('blue-slow');
    world.alarms.set('blue-5xx', 'ALARM');
    expect(await world.finish(await deploy())).toMatchObject({ errorInformation: { code: 'ALARM_ACTIVE' } });
  });

  it("give way to a deployment's own", async () => {
    await group();
    world.alarms.set('blue-5xx', 'ALARM').set('other', 'OK');
    const overrideAlarmConfiguration = { enabled: true, ignorePollAlarmFailure: false, alarms: [{ name: 'other' }] };
    const id = await deploy({ overrideAlarmConfiguration });
    expect(await world.finish(id)).toMatchObject({ status: 'Succeeded', overrideAlarmConfiguration });
  });

  it.each([
    ['none named', { enabled: true, alarms: [] }, 'InvalidAlarmConfigException'],
    ['one twice', { enabled: true, alarms: [{ name: 'a' }, { name: 'a' }] }, 'InvalidAlarmConfigException'],
    ['an empty name', { enabled: false, alarms: [{ name: '' }] }, 'InvalidAlarmConfigException'],
    [
      'eleven',
      { enabled: true, alarms: Array.from({ length: 11 }, (_, index) => ({ name: `a${index}` })) },
      'AlarmsLimitExceededException',
    ],
  ])('are refused with %s', async (_what, alarmConfiguration, name) => {
    await group();
    const update = { applicationName: 'shop', currentDeploymentGroupName: 'blue', alarmConfiguration };
    await expect(world.client.send(new UpdateDeploymentGroupCommand(update))).rejects.toMatchObject({ name });
  });
});
