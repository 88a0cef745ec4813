import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import { createCodeDeploy } from './index.js';
import {
  GROUP,
  held,
  ok,
  revision,
  ROLE,
  scriptFailed,
  startDeployWorld,
  type DeployWorld,
} from './testing/deploy-world.js';

let world: DeployWorld;
beforeEach(async () => {
  world = await startDeployWorld();
  world.addInstance('i-1', 'blue-asg');
  await world.client.send(new CreateApplicationCommand({ applicationName: 'shop' }));
  await world.client.send(
    new CreateDeploymentGroupCommand({
      ...GROUP,
      serviceRoleArn: ROLE,
      autoScalingGroups: ['blue-asg'],
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    }),
  );
});
afterEach(() => world.close());

async function create(name: string): Promise<string> {
  const { deploymentId } = await world.client.send(new CreateDeploymentCommand({ ...GROUP, revision: revision(name) }));
  return deploymentId ?? '';
}
const newest = async () => {
  const { deployments } = await world.client.send(new ListDeploymentsCommand(GROUP));
  const { deploymentInfo } = await world.client.send(
    new GetDeploymentCommand({ deploymentId: deployments?.[0] ?? '' }),
  );
  return deploymentInfo;
};

describe('instances that Auto Scaling launches (contract C13)', () => {
  it('go on when the group has no successful deployment yet', async () => {
    world.addInstance('i-2');
    expect(await world.codeDeploy.launchHook.afterLaunch('i-2', 'blue-asg')).toBe('CONTINUE');
    expect(world.asked).toEqual([]);
  });

  it('are brought up to date by the first success when they came up during it', async () => {
    const slow = held();
    world.script('i-1', 'Install', () => slow.promise);
    const first = await create('v1');
    await world.clock.advance(2_000);
    world.addInstance('i-2', 'blue-asg');
    expect(await world.codeDeploy.launchHook.afterLaunch('i-2', 'blue-asg')).toBe('CONTINUE');
    slow.release(ok);
    await world.finish(first);
    const update = await newest();
    expect(update).toMatchObject({ creator: 'CodeDeployAutoUpdate' });
    await world.finish(update?.deploymentId ?? '');
    expect(world.asked.filter((asked) => asked.startsWith('i-2'))).toHaveLength(7);
  });

  it('get the last successful revision before they count', async () => {
    await world.finish(await create('v1'));
    world.script('i-1', 'Install', () => scriptFailed);
    await world.finish(await create('v2'));
    world.addInstance('i-2');
    const answer = world.codeDeploy.launchHook.afterLaunch('i-2', 'blue-asg');
    await world.clock.advance(5_000);
    expect(await answer).toBe('CONTINUE');
    expect(await newest()).toMatchObject({
      creator: 'autoscaling',
      status: 'Succeeded',
      revision: { s3Location: { key: 'releases/v1.zip' } },
      deploymentConfigName: 'CodeDeployDefault.OneAtATime',
      deploymentOverview: { Succeeded: 1 },
    });
    expect(world.asked.filter((asked) => asked.startsWith('i-2'))).toHaveLength(7);
  });

  it('do not keep the group from taking a deployment meanwhile', async () => {
    await world.finish(await create('v1'));
    const slow = held();
    world.addInstance('i-2');
    world.script('i-2', 'Install', () => slow.promise);
    const answer = world.codeDeploy.launchHook.afterLaunch('i-2', 'blue-asg');
    await world.clock.advance(2_000);
    expect(await world.finish(await create('v2'))).toMatchObject({ status: 'Succeeded' });
    slow.release(ok);
    await world.clock.advance(2_000);
    expect(await answer).toBe('CONTINUE');
    expect(await newest()).toMatchObject({
      creator: 'CodeDeployAutoUpdate',
      revision: { s3Location: { key: 'releases/v2.zip' } },
    });
  });

  it('are abandoned when the revision cannot be brought up', async () => {
    await world.finish(await create('v1'));
    world.addInstance('i-2');
    world.script('i-2', 'ApplicationStart', () => scriptFailed);
    const answer = world.codeDeploy.launchHook.afterLaunch('i-2', 'blue-asg');
    await world.clock.advance(5_000);
    expect(await answer).toBe('ABANDON');
  });

  it('come up beside a running deployment with the old revision, and are brought up to date after it', async () => {
    await world.finish(await create('v1'));
    const slow = held();
    world.script('i-1', 'Install', () => slow.promise);
    const second = await create('v2');
    await world.clock.advance(2_000);
    world.addInstance('i-2', 'blue-asg');
    const answer = world.codeDeploy.launchHook.afterLaunch('i-2', 'blue-asg');
    await world.clock.advance(5_000);
    expect(await answer).toBe('CONTINUE');
    slow.release(ok);
    expect(await world.finish(second)).toMatchObject({ status: 'Succeeded' });
    const update = await newest();
    expect(update).toMatchObject({
      creator: 'CodeDeployAutoUpdate',
      revision: { s3Location: { key: 'releases/v2.zip' } },
      relatedDeployments: { autoUpdateOutdatedInstancesRootDeploymentId: second },
    });
    expect(await world.finish(update?.deploymentId ?? '')).toMatchObject({
      status: 'Succeeded',
      deploymentOverview: { Succeeded: 1 },
    });
    const { deploymentInfo } = await world.client.send(new GetDeploymentCommand({ deploymentId: second }));
    expect(deploymentInfo?.relatedDeployments?.autoUpdateOutdatedInstancesDeploymentIds).toEqual([
      update?.deploymentId,
    ]);
  });

  it('keep a lifecycle hook on the Auto Scaling group', () => {
    expect(world.codeDeploy.launchHook.hooksOf('blue-asg')).toEqual([
      expect.stringContaining('CodeDeploy-managed-automatic-launch-deployment-hook-blue-'),
    ]);
    expect(world.codeDeploy.launchHook.hooksOf('green-asg')).toEqual([]);
  });
});

describe('a sandbox that comes back', () => {
  it('remembers what was deployed, and has failed what was under way', async () => {
    const first = await create('v1');
    await world.finish(first);
    world.script('i-1', 'Install', () => held().promise);
    const second = await create('v2');
    await world.clock.advance(2_000);
    const saved = JSON.parse(JSON.stringify(world.codeDeploy.snapshot())) as object;
    const later = createCodeDeploy({
      clock: world.clock,
      account: '123456789012',
      region: 'us-east-1',
      agents: { agentOf: () => undefined, taggedWith: () => [] },
      groups: { instancesOf: () => [], exists: () => true },
      registration: {
        register: () => undefined,
        deregister: () => undefined,
        health: () => [],
        deregistrationDelayMs: () => 0,
      },
    });
    await later.restore(saved);
    expect(later.snapshot()).toMatchObject({
      applications: {
        shop: { groups: { blue: { lastSuccessful: first, targetRevision: { key: 'releases/v1.zip' } } } },
      },
      deployments: [
        { id: first, status: 'Succeeded' },
        { id: second, status: 'Failed', error: { code: 'INTERNAL_ERROR' }, targets: [{ status: 'Failed' }] },
      ],
    });
    await later.close();
  });
});
