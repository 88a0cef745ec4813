import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateApplicationCommand, GetDeploymentGroupCommand, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { ACCOUNT, ANN, BUCKET, startIamWorld, type IamWorld } from './testing/iam-world.js';

const GROUP = `arn:aws:codedeploy:us-east-1:${ACCOUNT}:deploymentgroup:shop/web`;

let world: IamWorld;
afterEach(() => world.close());

describe('enforced', () => {
  beforeEach(async () => {
    world = await startIamWorld('enforce');
  });

  it('refuses in the words of each protocol, and notes why', async () => {
    const asked = (action: string, resource: string) =>
      `User: ${ANN} is not authorized to perform: ${action}${resource} because no identity-based policy allows the ${action} action`;
    await expect(world.put('a')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: asked('s3:PutObject', ` on resource: "arn:aws:s3:::${BUCKET}/a"`),
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      world.codedeploy.send(new StopDeploymentCommand({ deploymentId: 'd-ABCDEFGHI' })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: asked('codedeploy:StopDeployment', ''),
      $metadata: { httpStatusCode: 400 },
    });
    await expect(world.ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. ${asked('ec2:DescribeVpcs', '')}`,
      $metadata: { httpStatusCode: 403 },
    });
    const refused = { allowed: false, reason: 'implicit-deny', by: 'identity-based' };
    expect(world.calls()).toMatchObject([
      { verdict: { ...refused, action: 's3:PutObject', resource: `arn:aws:s3:::${BUCKET}/a` }, status: 403 },
      { verdict: { ...refused, action: 'codedeploy:StopDeployment', resource: '*' }, status: 400 },
      { verdict: { ...refused, action: 'ec2:DescribeVpcs', resource: '*' }, status: 403 },
    ]);
  });

  it('says when a deny stands in the way', async () => {
    world.grant({ Action: 's3:*' }, { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' });
    await expect(world.put('a')).rejects.toMatchObject({
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
  });

  it('lets through what is granted, and everything of the account itself', async () => {
    world.grant({ Action: 's3:PutObject', Resource: `arn:aws:s3:::${BUCKET}/ours/*` });
    await world.put('ours/a');
    await expect(world.put('theirs/a')).rejects.toMatchObject({ name: 'AccessDenied' });
    await world.root.codedeploy.send(new CreateApplicationCommand({ applicationName: 'shop' }));
    expect(world.calls().map(({ verdict }) => verdict?.allowed)).toEqual([true, false, true]);
  });

  it('takes a right away at once', async () => {
    world.grant({ Action: 's3:PutObject' });
    await world.put('a');
    world.ask('DeleteUserPolicy', { UserName: 'ann', PolicyName: 'p' });
    await expect(world.put('a')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('does not tell who may not list a bucket that an object is missing', async () => {
    const read = () => world.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'missing' }));
    world.grant({ Action: 's3:GetObject' });
    await expect(read()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket'),
    });
    await expect(world.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'missing' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    world.grant({ Action: ['s3:GetObject', 's3:ListBucket'] });
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(world.lastCall().demands).toEqual([
      { action: 's3:GetObject', resources: [`arn:aws:s3:::${BUCKET}/missing`] },
      { action: 's3:ListBucket', resources: [`arn:aws:s3:::${BUCKET}`] },
    ]);
  });

  it('keeps whoever may publish to a namespace to that one', async () => {
    world.grant({
      Action: 'cloudwatch:PutMetricData',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'BlueGreen' } },
    });
    const publish = (Namespace: string) => {
      const MetricData = [{ MetricName: 'Rollbacks', Value: 1 }];
      return world.cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    };
    await publish('BlueGreen');
    await expect(publish('Other')).rejects.toThrow('cloudwatch:PutMetricData');
  });

  it('gives conditions the keys of the call', async () => {
    world.grant({
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:username': 'ann' }, Bool: { 'aws:SecureTransport': 'true' } },
    });
    await world.put('a');
    world.grant({ Action: 's3:PutObject', Condition: { StringNotEquals: { 'aws:PrincipalArn': ANN } } });
    await expect(world.put('a')).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

it('only notes a verdict in mode log', async () => {
  world = await startIamWorld('log');
  await world.put('a');
  expect(world.lastCall()).toMatchObject({ status: 200, verdict: { allowed: false, action: 's3:PutObject' } });
});

it('judges nothing in mode off, but names what is needed', async () => {
  world = await startIamWorld('off');
  await world.put('a');
  const demands = [{ action: 's3:PutObject', resources: [`arn:aws:s3:::${BUCKET}/a`] }];
  expect(world.lastCall()).toMatchObject({ status: 200, verdict: null, demands });
});

it('lists a group under its own ARN', async () => {
  world = await startIamWorld('enforce');
  world.grant({ Action: 'codedeploy:GetDeploymentGroup', Resource: GROUP });
  const read = (deploymentGroupName: string) =>
    world.codedeploy.send(new GetDeploymentGroupCommand({ applicationName: 'shop', deploymentGroupName }));
  await expect(read('web')).rejects.toMatchObject({ name: 'ApplicationDoesNotExistException' });
  await expect(read('other')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
