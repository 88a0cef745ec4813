import { CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetApplicationCommand,
  RegisterApplicationRevisionCommand,
} from '@aws-sdk/client-codedeploy';
import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { ACCOUNT, BUCKET, startIamWorld, type IamWorld } from './testing/iam-world.js';

const GROUP = `arn:aws:codedeploy:us-east-1:${ACCOUNT}:deploymentgroup:shop/web`;

let world: IamWorld;
afterEach(() => world.close());

describe('a call that needs several actions', () => {
  const CONFIG = 'arn:aws:codedeploy:us-east-1:123456789012:deploymentconfig:CodeDeployDefault.OneAtATime';
  const APPLICATION = 'arn:aws:codedeploy:us-east-1:123456789012:application:shop';
  const serviceRoleArn = `arn:aws:iam::${ACCOUNT}:role/codedeploy`;
  const names = { applicationName: 'shop', deploymentGroupName: 'web' };
  const revision = {
    revisionType: 'S3' as const,
    s3Location: { bucket: BUCKET, key: 'a.zip', bundleType: 'zip' as const },
  };
  beforeEach(async () => {
    world = await startIamWorld('enforce');
    const root = world.root.codedeploy;
    await root.send(new CreateApplicationCommand({ applicationName: 'shop' }));
    await root.send(new CreateDeploymentGroupCommand({ ...names, serviceRoleArn }));
  });

  it('names all of them, and is refused while one is missing', async () => {
    const create = () => world.codedeploy.send(new CreateDeploymentCommand({ ...names, revision }));
    const needed = [
      { Action: 'codedeploy:CreateDeployment', Resource: GROUP },
      { Action: 'codedeploy:GetDeploymentConfig', Resource: CONFIG },
      { Action: 'codedeploy:RegisterApplicationRevision', Resource: APPLICATION },
    ];
    for (const missing of needed) {
      world.grant(...needed.filter((one) => one !== missing));
      await expect(create()).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining(`${missing.Action} on resource: ${missing.Resource}`),
      });
    }
    world.grant(...needed);
    await create();
    expect(world.lastCall()).toMatchObject({
      verdict: { allowed: true },
      demands: needed.map(({ Action, Resource }) => ({ action: Action, resources: [Resource] })),
    });
  });

  it('reads a revision that is registered already', async () => {
    await world.root.codedeploy.send(new RegisterApplicationRevisionCommand({ applicationName: 'shop', revision }));
    await expect(world.codedeploy.send(new CreateDeploymentCommand({ ...names, revision }))).rejects.toThrow(
      'CreateDeployment',
    );
    expect(world.lastCall().demands.map(({ action }) => action)).toContain('codedeploy:GetApplicationRevision');
  });

  it('passes a role on only to the service that it is meant for', async () => {
    const create = () =>
      world.codedeploy.send(new CreateDeploymentGroupCommand({ ...names, deploymentGroupName: 'b', serviceRoleArn }));
    const passing = (service: string) => ({
      ...{ Action: 'iam:PassRole', Resource: serviceRoleArn },
      Condition: { StringEquals: { 'iam:PassedToService': service } },
    });
    world.grant({ Action: 'codedeploy:*' }, passing('ec2.amazonaws.com'));
    await expect(create()).rejects.toThrow(`iam:PassRole on resource: ${serviceRoleArn}`);
    world.grant({ Action: 'codedeploy:*' }, passing('codedeploy.amazonaws.com'));
    await create();
  });

  it('passes on the role of the hosts that a group is to launch', async () => {
    const Principal = { Service: 'ec2.amazonaws.com' };
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }];
    world.ask('CreateRole', { RoleName: 'host', AssumeRolePolicyDocument: JSON.stringify({ Statement }) });
    world.ask('CreateInstanceProfile', { InstanceProfileName: 'hosts' });
    world.ask('AddRoleToInstanceProfile', { InstanceProfileName: 'hosts', RoleName: 'host' });
    const LaunchTemplateData = { IamInstanceProfile: { Name: 'hosts' } };
    await world.root.ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }));
    world.grant({ Action: 'autoscaling:*' });
    const LaunchTemplate = { LaunchTemplateName: 'web' };
    const sizes = { MinSize: 0, MaxSize: 1 };
    const create = new CreateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', ...sizes, LaunchTemplate });
    await expect(world.autoScaling.send(create)).rejects.toThrow(
      `iam:PassRole on resource: arn:aws:iam::${ACCOUNT}:role/host`,
    );
    expect(world.groups.names()).toEqual([]);
  });

  it('tags what it creates', async () => {
    world.grant({ Action: 'codedeploy:CreateApplication' });
    const tags = [{ Key: 'team', Value: 'web' }];
    const create = () => world.codedeploy.send(new CreateApplicationCommand({ applicationName: 'b', tags }));
    await expect(create()).rejects.toThrow('codedeploy:TagResource');
    const Condition = {
      'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' },
      StringEquals: { 'aws:RequestTag/team': 'web' },
    };
    world.grant({ Action: ['codedeploy:CreateApplication', 'codedeploy:TagResource'], Condition });
    await create();
  });

  it('may be granted by the tags of what it is about', async () => {
    const root = world.root.codedeploy;
    const tags = [{ Key: 'team', Value: 'web' }];
    await root.send(new CreateApplicationCommand({ applicationName: 'tagged', tags }));
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'web' } };
    world.grant({ Action: 'codedeploy:GetApplication', Condition });
    const read = (applicationName: string) => world.codedeploy.send(new GetApplicationCommand({ applicationName }));
    await expect(read('tagged')).resolves.toBeDefined();
    await expect(read('shop')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('asks for the source of a copy, and for the object behind If-Match', async () => {
    world.grant({ Action: 's3:PutObject' });
    const { ETag } = await world.put('a');
    const copy = new CopyObjectCommand({ Bucket: BUCKET, Key: 'b', CopySource: `${BUCKET}/a` });
    await expect(world.s3.send(copy)).rejects.toThrow(`s3:GetObject on resource: "arn:aws:s3:::${BUCKET}/a"`);
    await expect(world.put('a', { IfMatch: ETag })).rejects.toThrow('s3:GetObject');
    await world.put('c', { IfNoneMatch: '*' });
  });
});
