import {
  BatchGetApplicationRevisionsCommand,
  BatchGetApplicationsCommand,
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentInstancesCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  type CodeDeployServiceException,
  ContinueDeploymentCommand,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentConfigCommand,
  CreateDeploymentGroupCommand,
  DeleteApplicationCommand,
  DeleteDeploymentConfigCommand,
  DeleteDeploymentGroupCommand,
  GetApplicationCommand,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  GetDeploymentInstanceCommand,
  GetDeploymentTargetCommand,
  ListApplicationRevisionsCommand,
  ListApplicationsCommand,
  ListDeploymentConfigsCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
  ListTagsForResourceCommand,
  RegisterApplicationRevisionCommand,
  SkipWaitTimeForInstanceTerminationCommand,
  StopDeploymentCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApplicationCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { GROUP, REVISION, revision, ROLE, startDeployWorld, type DeployWorld } from './testing/deploy-world.js';

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

async function deploy(name = 'v1'): Promise<string> {
  const { deploymentId } = await world.client.send(new CreateDeploymentCommand({ ...GROUP, revision: revision(name) }));
  await world.finish(deploymentId ?? '');
  return deploymentId ?? '';
}

type Sendable = { readonly input: unknown };
const refusal = async (command: Sendable): Promise<CodeDeployServiceException> => {
  const send = world.client.send.bind(world.client) as (sent: Sendable) => Promise<unknown>;
  return send(command).then(
    () => Promise.reject(new Error('The call was accepted.')),
    (error: CodeDeployServiceException) => error,
  );
};

const NEW_GROUP = { applicationName: 'shop', deploymentGroupName: 'new', serviceRoleArn: ROLE };
const NO_DEPLOYMENT = 'd-XXXXXXXXX';

describe('error names (contract C11)', () => {
  it.each([
    ['ApplicationNameRequired', new GetApplicationCommand({ applicationName: '' })],
    ['InvalidApplicationName', new CreateApplicationCommand({ applicationName: 'no spaces' })],
    ['InvalidApplicationName', new CreateApplicationCommand({ applicationName: 'x'.repeat(101) })],
    ['ApplicationAlreadyExists', new CreateApplicationCommand({ applicationName: 'shop' })],
    ['InvalidComputePlatform', new CreateApplicationCommand({ applicationName: 'ecs', computePlatform: 'ECS' })],
    ['ApplicationDoesNotExist', new GetApplicationCommand({ applicationName: 'nowhere' })],
    ['DeploymentGroupNameRequired', new CreateDeploymentCommand({ applicationName: 'shop', revision: REVISION })],
    [
      'DeploymentGroupDoesNotExist',
      new CreateDeploymentCommand({ ...GROUP, deploymentGroupName: 'x', revision: REVISION }),
    ],
    ['RevisionRequired', new CreateDeploymentCommand(GROUP)],
    ['InvalidRevision', new CreateDeploymentCommand({ ...GROUP, revision: { revisionType: 'S3' } })],
    [
      'InvalidRevision',
      new CreateDeploymentCommand({
        ...GROUP,
        revision: { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k' } },
      }),
    ],
    [
      'InvalidRevision',
      new CreateDeploymentCommand({
        ...GROUP,
        revision: { revisionType: 'GitHub', gitHubLocation: { repository: 'a/b', commitId: 'c' } },
      }),
    ],
    [
      'DeploymentConfigDoesNotExist',
      new CreateDeploymentCommand({ ...GROUP, revision: REVISION, deploymentConfigName: 'x' }),
    ],
    [
      'InvalidFileExistsBehavior',
      new CreateDeploymentCommand({ ...GROUP, revision: REVISION, fileExistsBehavior: 'KEEP' as 'RETAIN' }),
    ],
    ['DescriptionTooLong', new CreateDeploymentCommand({ ...GROUP, revision: REVISION, description: 'x'.repeat(257) })],
    [
      'InvalidAutoRollbackConfig',
      new CreateDeploymentCommand({ ...GROUP, revision: REVISION, autoRollbackConfiguration: { enabled: true } }),
    ],
    [
      'InvalidTargetInstances',
      new CreateDeploymentCommand({ ...GROUP, revision: REVISION, targetInstances: { autoScalingGroups: ['a'] } }),
    ],
    ['RoleRequired', new CreateDeploymentGroupCommand({ ...NEW_GROUP, serviceRoleArn: '' })],
    ['InvalidRole', new CreateDeploymentGroupCommand({ ...NEW_GROUP, serviceRoleArn: 'CodeDeploy' })],
    ['InvalidAutoScalingGroup', new CreateDeploymentGroupCommand({ ...NEW_GROUP, autoScalingGroups: ['nowhere'] })],
    [
      'InvalidDeploymentStyle',
      new CreateDeploymentGroupCommand({ ...NEW_GROUP, deploymentStyle: { deploymentType: 'BLUE_GREEN' } }),
    ],
    [
      'InvalidLoadBalancerInfo',
      new CreateDeploymentGroupCommand({ ...NEW_GROUP, deploymentStyle: { deploymentOption: 'WITH_TRAFFIC_CONTROL' } }),
    ],
    ['InvalidInput', new CreateDeploymentGroupCommand({ ...NEW_GROUP, onPremisesInstanceTagFilters: [{ Key: 'a' }] })],
    ['DeploymentGroupAlreadyExists', new CreateDeploymentGroupCommand({ ...GROUP, serviceRoleArn: ROLE })],
    [
      'InvalidDeploymentConfigName',
      new CreateDeploymentConfigCommand({ deploymentConfigName: 'CodeDeployDefault.Mine' }),
    ],
    [
      'InvalidMinimumHealthyHostValue',
      new CreateDeploymentConfigCommand({
        deploymentConfigName: 'x',
        minimumHealthyHosts: { type: 'FLEET_PERCENT', value: 100 },
      }),
    ],
    [
      'InvalidMinimumHealthyHostValue',
      new CreateDeploymentConfigCommand({
        deploymentConfigName: 'x',
        minimumHealthyHosts: { type: 'HOST_COUNT', value: -1 },
      }),
    ],
    ['InvalidOperation', new DeleteDeploymentConfigCommand({ deploymentConfigName: 'CodeDeployDefault.AllAtOnce' })],
    ['DeploymentIdRequired', new GetDeploymentCommand({ deploymentId: '' })],
    ['InvalidDeploymentId', new GetDeploymentCommand({ deploymentId: 'nonsense' })],
    ['DeploymentDoesNotExist', new GetDeploymentCommand({ deploymentId: NO_DEPLOYMENT })],
    ['DeploymentDoesNotExist', new StopDeploymentCommand({ deploymentId: NO_DEPLOYMENT })],
    [
      'RevisionDoesNotExist',
      new GetApplicationRevisionCommand({ applicationName: 'shop', revision: revision('unknown') }),
    ],
    ['InvalidNextToken', new ListApplicationsCommand({ nextToken: 'bogus' })],
    ['InvalidDeploymentStatus', new ListDeploymentsCommand({ includeOnlyStatuses: ['Done' as 'Ready'] })],
    [
      'InvalidTimeRange',
      new ListDeploymentsCommand({ createTimeRange: { start: new Date(2_000), end: new Date(1_000) } }),
    ],
    ['BatchLimitExceeded', new BatchGetDeploymentsCommand({ deploymentIds: Array<string>(101).fill(NO_DEPLOYMENT) })],
    ['BucketNameFilterRequired', new ListApplicationRevisionsCommand({ applicationName: 'shop', s3KeyPrefix: 'x' })],
    ['InvalidArn', new TagResourceCommand({ ResourceArn: 'x', Tags: [{ Key: 'a' }] })],
  ])('%s', async (name, command) => {
    const before = world.codeDeploy.snapshot();
    const error = await refusal(command);
    expect(error).toMatchObject({ name: `${name}Exception`, $metadata: { httpStatusCode: 400 } });
    expect(world.codeDeploy.snapshot()).toEqual(before);
  });

  it('carries the messages known from AWS', async () => {
    expect((await refusal(new GetApplicationCommand({ applicationName: 'x' }))).message).toBe(
      'No application found for name: x',
    );
    expect((await refusal(new GetDeploymentGroupCommand({ ...GROUP, deploymentGroupName: 'x' }))).message).toBe(
      'No Deployment Group found for name: x',
    );
    expect((await refusal(new ListDeploymentsCommand({ applicationName: 'shop' }))).message).toBe(
      'Deployment Group name is missing',
    );
  });

  it('needs a running deployment to stop, and a blue/green one to continue', async () => {
    const deploymentId = await deploy();
    expect(await refusal(new StopDeploymentCommand({ deploymentId }))).toMatchObject({
      name: 'DeploymentAlreadyCompletedException',
    });
    const { deploymentId: running } = await world.client.send(
      new CreateDeploymentCommand({ ...GROUP, revision: REVISION }),
    );
    expect(await refusal(new ContinueDeploymentCommand({ deploymentId: running }))).toMatchObject({
      name: 'UnsupportedActionForDeploymentTypeException',
    });
    const skip = new SkipWaitTimeForInstanceTerminationCommand({ deploymentId: running });
    expect(await refusal(skip)).toMatchObject({ name: 'UnsupportedActionForDeploymentTypeException' });
  });

  it('knows no instance that took no part', async () => {
    const deploymentId = await deploy();
    expect(await refusal(new GetDeploymentInstanceCommand({ deploymentId, instanceId: 'i-7' }))).toMatchObject({
      name: 'InstanceDoesNotExistException',
    });
    expect(await refusal(new GetDeploymentTargetCommand({ deploymentId, targetId: 'i-7' }))).toMatchObject({
      name: 'DeploymentTargetDoesNotExistException',
    });
    const many = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: Array<string>(26).fill('i-1') });
    expect(await refusal(many)).toMatchObject({ name: 'DeploymentTargetListSizeExceededException' });
    const batch = await world.client.send(
      new BatchGetDeploymentInstancesCommand({ deploymentId, instanceIds: ['i-1', 'i-7'] }),
    );
    expect(batch).toMatchObject({
      instancesSummary: [{ status: 'Succeeded' }],
      errorMessage: expect.stringContaining('i-7'),
    });
  });

  it('refuses an input of the wrong type', async () => {
    const command = new CreateApplicationCommand({ applicationName: 7 as unknown as string });
    expect(await refusal(command)).toMatchObject({ name: 'SerializationException' });
  });
});

describe('ListDeployments (contract T2, A6)', () => {
  it('refuses an application without a group and a group without an application', async () => {
    expect(await refusal(new ListDeploymentsCommand({ applicationName: 'shop' }))).toMatchObject({
      name: 'DeploymentGroupNameRequiredException',
    });
    expect(await refusal(new ListDeploymentsCommand({ deploymentGroupName: 'blue' }))).toMatchObject({
      name: 'ApplicationNameRequiredException',
    });
  });

  it('lists newest first, by status and by time', async () => {
    const first = await deploy();
    await world.clock.advance(600_000);
    const second = await deploy('v2');
    const list = async (input: object) =>
      (await world.client.send(new ListDeploymentsCommand({ ...GROUP, ...input }))).deployments;
    expect(await list({})).toEqual([second, first]);
    expect(await list({ includeOnlyStatuses: ['Succeeded'] })).toEqual([second, first]);
    expect(await list({ includeOnlyStatuses: ['Failed', 'Created'] })).toEqual([]);
    expect(await list({ createTimeRange: { start: new Date(world.clock.now() - 300_000) } })).toEqual([second]);
    expect((await world.client.send(new ListDeploymentsCommand({}))).deployments).toEqual([second, first]);
  });

  it('pages by a hundred, undisturbed by deployments that come in between', async () => {
    await deploy();
    const saved = world.codeDeploy.snapshot() as { deployments: { id: string }[] };
    const numbered = Array.from({ length: 103 }, (_, index) => `d-${String(index).padStart(9, '0')}`);
    const deployments = numbered.map((id) => ({ ...saved.deployments[0], id }));
    await world.codeDeploy.restore({ ...saved, deployments });
    const ids = [...numbered].reverse();
    const one = await world.client.send(new ListDeploymentsCommand(GROUP));
    expect(one.deployments).toEqual(ids.slice(0, 100));
    await deploy();
    const two = await world.client.send(new ListDeploymentsCommand({ ...GROUP, nextToken: one.nextToken }));
    expect(two).toMatchObject({ deployments: ids.slice(100) });
    expect(two.nextToken).toBeUndefined();
    const batch = await world.client.send(
      new BatchGetDeploymentsCommand({ deploymentIds: [ids[0] ?? '', NO_DEPLOYMENT] }),
    );
    expect(batch.deploymentsInfo?.map(({ deploymentId }) => deploymentId)).toEqual([ids[0]]);
  });
});

describe('revisions (contract A8, C10)', () => {
  it.each([
    ['without', 'abc', '"abc"'],
    ['with', '"abc"', 'abc'],
  ])('an eTag registered %s quotes is found either way', async (_how, registered, asked) => {
    const location = (eTag: string) => ({ ...REVISION, s3Location: { ...REVISION.s3Location, eTag } });
    await world.client.send(
      new RegisterApplicationRevisionCommand({
        applicationName: 'shop',
        revision: location(registered),
        description: 'first',
      }),
    );
    const found = await world.client.send(
      new GetApplicationRevisionCommand({ applicationName: 'shop', revision: location(asked) }),
    );
    expect(found).toMatchObject({
      revision: { s3Location: { eTag: registered } },
      revisionInfo: { description: 'first', deploymentGroups: [] },
    });
    const other = new GetApplicationRevisionCommand({ applicationName: 'shop', revision: location('other') });
    expect(await refusal(other)).toMatchObject({ name: 'RevisionDoesNotExistException' });
  });

  it('a deployment registers its revision; lists know what is deployed', async () => {
    await deploy('v1');
    await world.client.send(
      new RegisterApplicationRevisionCommand({ applicationName: 'shop', revision: revision('v2') }),
    );
    const keys = async (input: object) =>
      (
        await world.client.send(new ListApplicationRevisionsCommand({ applicationName: 'shop', ...input }))
      ).revisions?.map(({ s3Location }) => s3Location?.key);
    expect(await keys({})).toEqual(['releases/v1.zip', 'releases/v2.zip']);
    expect(await keys({ sortBy: 'registerTime', sortOrder: 'descending' })).toEqual([
      'releases/v2.zip',
      'releases/v1.zip',
    ]);
    expect(await keys({ deployed: 'include' })).toEqual(['releases/v1.zip']);
    expect(await keys({ deployed: 'exclude' })).toEqual(['releases/v2.zip']);
    expect(await keys({ s3Bucket: 'artifacts', s3KeyPrefix: 'releases/v2' })).toEqual(['releases/v2.zip']);
    const both = new BatchGetApplicationRevisionsCommand({
      applicationName: 'shop',
      revisions: [revision('v1'), revision('v9')],
    });
    const batch = await world.client.send(both);
    expect(batch.revisions).toMatchObject([
      { genericRevisionInfo: { deploymentGroups: ['blue'], lastUsedTime: expect.any(Date) } },
    ]);
    expect(batch.errorMessage).not.toBe('');
  });
});

describe('applications, groups, configurations, tags (contract A5)', () => {
  it('renames an application with its deployments, and deletes it', async () => {
    const deploymentId = await deploy();
    await world.client.send(new UpdateApplicationCommand({ applicationName: 'shop', newApplicationName: 'store' }));
    expect((await world.client.send(new ListApplicationsCommand({}))).applications).toEqual(['store']);
    expect((await world.client.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo?.applicationName).toBe(
      'store',
    );
    const { applicationsInfo } = await world.client.send(
      new BatchGetApplicationsCommand({ applicationNames: ['store'] }),
    );
    expect(applicationsInfo).toMatchObject([
      { applicationName: 'store', computePlatform: 'Server', createTime: expect.any(Date) },
    ]);
    await world.client.send(new DeleteApplicationCommand({ applicationName: 'store' }));
    expect((await world.client.send(new ListApplicationsCommand({}))).applications).toEqual([]);
  });

  it('changes only what an update names, and renames a group', async () => {
    const rollback = { enabled: true, events: ['DEPLOYMENT_FAILURE' as const] };
    await world.client.send(
      new UpdateDeploymentGroupCommand({
        applicationName: 'shop',
        currentDeploymentGroupName: 'blue',
        newDeploymentGroupName: 'azure',
        autoRollbackConfiguration: rollback,
      }),
    );
    const azure = { applicationName: 'shop', deploymentGroupName: 'azure' };
    const { deploymentGroupInfo } = await world.client.send(new GetDeploymentGroupCommand(azure));
    expect(deploymentGroupInfo).toMatchObject({
      deploymentGroupName: 'azure',
      deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      autoScalingGroups: [{ name: 'blue-asg', hook: expect.stringContaining('CodeDeploy-managed') }],
      autoRollbackConfiguration: rollback,
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
      outdatedInstancesStrategy: 'UPDATE',
    });
    const batch = await world.client.send(
      new BatchGetDeploymentGroupsCommand({ applicationName: 'shop', deploymentGroupNames: ['azure', 'x'] }),
    );
    expect(batch.deploymentGroupsInfo).toHaveLength(1);
    await world.client.send(new DeleteDeploymentGroupCommand(azure));
    expect(
      (await world.client.send(new ListDeploymentGroupsCommand({ applicationName: 'shop' }))).deploymentGroups,
    ).toEqual([]);
  });

  it('has the predefined configurations and refuses to delete one in use', async () => {
    const minimum = async (deploymentConfigName: string) =>
      (await world.client.send(new GetDeploymentConfigCommand({ deploymentConfigName }))).deploymentConfigInfo
        ?.minimumHealthyHosts;
    expect(await minimum('CodeDeployDefault.OneAtATime')).toEqual({ type: 'MOST_CONCURRENCY', value: 1 });
    expect(await minimum('CodeDeployDefault.HalfAtATime')).toEqual({ type: 'FLEET_PERCENT', value: 50 });
    const minimumHealthyHosts = { type: 'HOST_COUNT' as const, value: 1 };
    await world.client.send(new CreateDeploymentConfigCommand({ deploymentConfigName: 'mine', minimumHealthyHosts }));
    expect((await world.client.send(new ListDeploymentConfigsCommand({}))).deploymentConfigsList).toContain('mine');
    await world.client.send(
      new UpdateDeploymentGroupCommand({
        applicationName: 'shop',
        currentDeploymentGroupName: 'blue',
        deploymentConfigName: 'mine',
      }),
    );
    expect(await refusal(new DeleteDeploymentConfigCommand({ deploymentConfigName: 'mine' }))).toMatchObject({
      name: 'DeploymentConfigInUseException',
    });
  });

  it('tags applications and groups by ARN', async () => {
    const ResourceArn = 'arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:shop/blue';
    await world.client.send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: 'team', Value: 'a' },
          { Key: 'stage', Value: 'b' },
        ],
      }),
    );
    await world.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'c' }] }));
    await world.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
    const { Tags } = await world.client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'c' }]);
  });
});
