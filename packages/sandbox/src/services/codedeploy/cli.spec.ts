import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.js';
import { REVISION, ROLE, scriptFailed, startDeployWorld, type DeployWorld } from './testing/deploy-world.js';

// The CLI alone takes a second or two to start on a busy machine.
jest.setTimeout(60_000);

const application = 'bluegreen-deployment-production-app';
const group = `${application}-blue-dg`;

// Skipped where no aws CLI is installed: these are the guide's own commands, and only the CLI can say them.
(hasAwsCli ? describe : describe.skip)("the guide's aws deploy commands", () => {
  let world: DeployWorld;
  let deploymentId: string;
  beforeAll(async () => {
    world = await startDeployWorld();
    world.addInstance('i-1', 'asg');
    world.addInstance('i-2', 'asg');
    world.script('i-2', 'ValidateService', () => scriptFailed);
    await world.client.send(new CreateApplicationCommand({ applicationName: application }));
    await world.client.send(
      new CreateDeploymentGroupCommand({
        applicationName: application,
        deploymentGroupName: group,
        serviceRoleArn: ROLE,
        autoScalingGroups: ['asg'],
        deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
      }),
    );
    const created = await world.client.send(
      new CreateDeploymentCommand({ applicationName: application, deploymentGroupName: group, revision: REVISION }),
    );
    deploymentId = created.deploymentId ?? '';
    await world.finish(deploymentId);
  });
  afterAll(() => world.close());

  const aws = (...words: string[]): Promise<string> => awsCli(world.endpoint, ['deploy', ...words]);

  it('list-deployments with both names and --max-items 1', async () => {
    const answer = JSON.parse(
      await aws(
        'list-deployments',
        '--application-name',
        application,
        '--deployment-group-name',
        group,
        '--max-items',
        '1',
      ),
    ) as object;
    expect(answer).toMatchObject({ deployments: [deploymentId] });
  });

  it('list-deployments with an application alone is refused as on AWS (contract T2)', async () => {
    await expect(aws('list-deployments', '--application-name', application)).rejects.toMatchObject({
      stderr: expect.stringContaining('DeploymentGroupNameRequiredException'),
    });
  });

  it('get-deployment', async () => {
    const answer = JSON.parse(await aws('get-deployment', '--deployment-id', deploymentId)) as object;
    expect(answer).toMatchObject({
      deploymentInfo: { status: 'Succeeded', deploymentOverview: { Succeeded: 1, Failed: 1 } },
    });
  });

  it("list-deployment-instances: the guide's query is always empty (contract T3)", async () => {
    const command = ['list-deployment-instances', '--deployment-id', deploymentId];
    expect(JSON.parse(await aws(...command, '--query', 'instancesList[?status==`Failed`]'))).toEqual([]);
    expect(JSON.parse(await aws(...command))).toEqual({ instancesList: ['i-1', 'i-2'] });
  });

  it('stop-deployment --auto-rollback-enabled of a finished deployment says so', async () => {
    await expect(
      aws('stop-deployment', '--deployment-id', deploymentId, '--auto-rollback-enabled'),
    ).rejects.toMatchObject({
      stderr: expect.stringContaining('DeploymentAlreadyCompletedException'),
    });
  });
});
