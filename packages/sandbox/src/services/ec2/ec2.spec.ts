import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyLaunchTemplateCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type EC2ServiceException,
} from '@aws-sdk/client-ec2';
import { startGateway, type Gateway } from '../../gateway.js';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { createEc2, type Ec2, type Ec2Hosts } from './index.js';
import type { Ec2Instance } from './hosts-port.js';

const id = (last: string): string => `i-0000000000000000${last}`;
type Mutable = { -readonly [K in keyof Ec2Instance]: Ec2Instance[K] };

let instances: Mutable[];
let ec2: Ec2;
let gateway: Gateway;
let client: EC2Client;

beforeEach(async () => {
  const instance = (
    last: string,
    color: string,
    availabilityZone: string,
    state: Ec2Instance['state'] = 'running',
  ): Mutable => ({
    id: id(last),
    state,
    stateReason: null,
    launchTime: Date.UTC(2026, 0, 2),
    tags: { Color: color, Name: `${color}-${last}` },
    availabilityZone,
    address: { host: `127.0.1.${last}`, port: 8080 },
  });
  instances = [
    instance('1', 'blue', 'us-east-1a'),
    instance('2', 'blue', 'us-east-1b'),
    instance('3', 'green', 'us-east-1a', 'stopped'),
  ];
  const set =
    (state: Ec2Instance['state'], reason: string | null = null) =>
    (wanted: string) => {
      for (const one of instances) if (one.id === wanted) Object.assign(one, { state, stateReason: reason });
      return Promise.resolve();
    };
  const hosts: Ec2Hosts = {
    list: () => instances,
    describe: (wanted) => instances.find((one) => one.id === wanted),
    stop: set('stopping', 'Client.UserInitiatedShutdown'),
    start: set('pending'),
    terminate: set('shutting-down', 'Client.UserInitiatedShutdown'),
  };
  const clock = { now: () => Date.UTC(2026, 0, 3) };
  ec2 = createEc2({ account: '123456789012', region: 'us-east-1', hosts, clock });
  gateway = await startGateway({ services: [ec2.service] });
  client = new EC2Client({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await gateway.close();
});

async function idsOf(input: object): Promise<string[]> {
  const { Reservations } = await client.send(new DescribeInstancesCommand(input));
  return (Reservations ?? [])
    .flatMap(({ Instances }) => Instances ?? [])
    .map(({ InstanceId }) => InstanceId?.slice(-1) ?? '');
}
const refused = (promise: Promise<unknown>): Promise<EC2ServiceException> =>
  promise.then(
    () => Promise.reject(new Error('The call was accepted.')),
    (error: EC2ServiceException) => error,
  );

describe('DescribeInstances (contract A2, A5, A6)', () => {
  it("answers in EC2's shape", async () => {
    const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id('1')] }));
    expect(Reservations).toMatchObject([{ OwnerId: '123456789012', ReservationId: expect.stringMatching(/^r-/) }]);
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({
      InstanceId: id('1'),
      State: { Code: 16, Name: 'running' },
      PrivateIpAddress: '127.0.1.1',
      Placement: { AvailabilityZone: 'us-east-1a' },
      LaunchTime: new Date(Date.UTC(2026, 0, 2)),
      SecurityGroups: [{ GroupName: 'bluegreen-instances' }],
      Tags: [
        { Key: 'Color', Value: 'blue' },
        { Key: 'Name', Value: 'blue-1' },
      ],
    });
  });

  it.each([
    [{}, ['1', '2', '3']],
    [{ Filters: [{ Name: 'tag:Color', Values: ['blue'] }] }, ['1', '2']],
    [{ Filters: [{ Name: 'tag:Name', Values: ['*-1', 'green-?'] }] }, ['1', '3']],
    [{ Filters: [{ Name: 'tag-key', Values: ['Stage'] }] }, []],
    [
      {
        Filters: [
          { Name: 'instance-state-name', Values: ['running', 'pending'] },
          { Name: 'availability-zone', Values: ['us-east-1a'] },
        ],
      },
      ['1'],
    ],
    [{ Filters: [{ Name: 'instance-state-code', Values: ['80'] }] }, ['3']],
    [{ Filters: [{ Name: 'instance-id', Values: [id('2')] }] }, ['2']],
    [{ Filters: [{ Name: 'private-ip-address', Values: ['127.0.1.3'] }] }, ['3']],
    [{ InstanceIds: [id('3'), id('1')], Filters: [{ Name: 'tag:Color', Values: ['blue'] }] }, ['1']],
  ])('finds by %j', async (input, expected) => {
    expect(await idsOf(input)).toEqual(expected);
  });

  it.each([
    ['InvalidInstanceID.NotFound', { InstanceIds: [id('9')] }],
    ['InvalidInstanceID.Malformed', { InstanceIds: ['nonsense'] }],
    ['InvalidParameterValue', { Filters: [{ Name: 'colour', Values: ['blue'] }] }],
    ['InvalidParameterValue', { MaxResults: 2 }],
    ['InvalidNextToken', { NextToken: 'bogus' }],
  ])('refuses with %s', async (name, input) => {
    expect(await refused(client.send(new DescribeInstancesCommand(input)))).toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('pages', async () => {
    const copies = ['4', '5', '6', '7'].map((last) => ({ ...(instances[0] as Mutable), id: id(last) }));
    instances.push(...copies);
    const first = await client.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    expect(first.Reservations).toHaveLength(5);
    const rest = await client.send(new DescribeInstancesCommand({ MaxResults: 5, NextToken: first.NextToken }));
    expect(rest.Reservations).toHaveLength(2);
    expect(rest.NextToken).toBeUndefined();
  });
});

describe('states', () => {
  it('DescribeInstanceStatus shows running instances, or all', async () => {
    const ids = async (IncludeAllInstances: boolean) =>
      (await client.send(new DescribeInstanceStatusCommand({ IncludeAllInstances }))).InstanceStatuses?.map((one) => [
        one.InstanceState?.Name,
        one.InstanceStatus?.Status,
      ]);
    expect(await ids(false)).toEqual([
      ['running', 'ok'],
      ['running', 'ok'],
    ]);
    expect(await ids(true)).toContainEqual(['stopped', 'not-applicable']);
  });

  it('stops, starts and terminates, and says where from and where to', async () => {
    const stop = await client.send(new StopInstancesCommand({ InstanceIds: [id('1')] }));
    expect(stop.StoppingInstances).toEqual([
      {
        InstanceId: id('1'),
        CurrentState: { Code: 64, Name: 'stopping' },
        PreviousState: { Code: 16, Name: 'running' },
      },
    ]);
    const start = await client.send(new StartInstancesCommand({ InstanceIds: [id('3')] }));
    expect(start.StartingInstances).toMatchObject([{ CurrentState: { Code: 0 }, PreviousState: { Code: 80 } }]);
    const terminate = await client.send(new TerminateInstancesCommand({ InstanceIds: [id('2'), id('3')] }));
    expect(terminate.TerminatingInstances?.map(({ CurrentState }) => CurrentState?.Name)).toEqual([
      'shutting-down',
      'shutting-down',
    ]);
    expect(instances.map(({ state }) => state)).toEqual(['stopping', 'shutting-down', 'shutting-down']);
  });

  it('touches none when one of them is in the wrong state', async () => {
    Object.assign(instances[1] as Mutable, { state: 'terminated' });
    const error = await refused(client.send(new StopInstancesCommand({ InstanceIds: [id('1'), id('2')] })));
    expect(error).toMatchObject({ name: 'IncorrectInstanceState' });
    expect(instances[0]?.state).toBe('running');
  });
});

describe('the rest', () => {
  it('lists tags of instances', async () => {
    const { Tags } = await client.send(
      new DescribeTagsCommand({
        Filters: [
          { Name: 'resource-id', Values: [id('1')] },
          { Name: 'key', Values: ['Color'] },
        ],
      }),
    );
    expect(Tags).toEqual([{ ResourceId: id('1'), ResourceType: 'instance', Key: 'Color', Value: 'blue' }]);
  });

  it('shows one network that fits together', async () => {
    const { Vpcs } = await client.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
    );
    const { Subnets } = await client.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [Vpcs?.[0]?.VpcId ?? ''] }] }),
    );
    const { AvailabilityZones } = await client.send(new DescribeAvailabilityZonesCommand({}));
    const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({}));
    expect(Subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(
      AvailabilityZones?.map(({ ZoneName }) => ZoneName),
    );
    expect(AvailabilityZones?.map(({ ZoneId }) => ZoneId)).toEqual(['use1-az1', 'use1-az2']);
    expect(SecurityGroups).toMatchObject([{ VpcId: Vpcs?.[0]?.VpcId }]);
    expect(await refused(client.send(new DescribeVpcsCommand({ VpcIds: ['vpc-1'] })))).toMatchObject({
      name: 'InvalidVpcID.NotFound',
    });
  });
});

describe('launch templates', () => {
  const data = {
    InstanceType: 't3.medium' as const,
    SecurityGroupIds: ['sg-1'],
    MetadataOptions: { HttpTokens: 'required' as const },
    IamInstanceProfile: { Name: 'hosts' },
    TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Color', Value: 'blue' }] }],
  };
  const create = () =>
    client.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData: data }));

  it('shows what was put in, version by version', async () => {
    const { LaunchTemplate } = await create();
    const LaunchTemplateId = LaunchTemplate?.LaunchTemplateId;
    await client.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId,
        SourceVersion: '1',
        LaunchTemplateData: { InstanceType: 't3.large' },
      }),
    );
    const versions = async (Versions: string[]) =>
      (await client.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions })))
        .LaunchTemplateVersions;
    expect(await versions(['$Default'])).toMatchObject([{ VersionNumber: 1, LaunchTemplateData: data }]);
    expect(await versions(['$Latest'])).toMatchObject([
      { VersionNumber: 2, DefaultVersion: false, LaunchTemplateData: { ...data, InstanceType: 't3.large' } },
    ]);
    await client.send(new ModifyLaunchTemplateCommand({ LaunchTemplateName: 'web', DefaultVersion: '2' }));
    expect((await client.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates).toMatchObject([
      { LaunchTemplateId, LaunchTemplateName: 'web', DefaultVersionNumber: 2, LatestVersionNumber: 2 },
    ]);
    await client.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId }));
    expect((await client.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates).toEqual([]);
  });

  it('are found by others as the version that is meant now, and come back from a snapshot', async () => {
    const { LaunchTemplate } = await create();
    const found = { id: LaunchTemplate?.LaunchTemplateId, name: 'web', version: 1, instanceProfile: 'hosts' };
    const reference = { id: null, name: 'web', version: '$Latest' };
    expect(ec2.templates.find(reference)).toEqual({
      ...found,
      launch: { imageId: null, instanceType: 't3.medium', keyName: null, securityGroupIds: ['sg-1'] },
      instanceTags: {
        Color: 'blue',
        'aws:ec2launchtemplate:id': found.id,
        'aws:ec2launchtemplate:version': '1',
      },
    });
    expect(ec2.templates.find({ ...reference, version: '7' })).toMatch(/version 7/);
    expect(ec2.templates.find({ ...reference, name: 'other' })).toMatch(/template name other, does not exist/);

    const saved = JSON.parse(JSON.stringify(ec2.snapshot())) as object;
    await client.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: 'web' }));
    await ec2.restore(saved);
    expect(ec2.templates.find(reference)).toMatchObject(found);
  });

  it.each([
    ['a second of that name', () => create(), 'InvalidLaunchTemplateName.AlreadyExistsException'],
    [
      'one that is not there',
      () => client.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: 'lt-00000000000000000' })),
      'InvalidLaunchTemplateId.NotFound',
    ],
    [
      'a version that is not there',
      () => client.send(new ModifyLaunchTemplateCommand({ LaunchTemplateName: 'web', DefaultVersion: '2' })),
      'InvalidLaunchTemplateId.VersionNotFound',
    ],
  ])('refuse %s', async (_name, act, name) => {
    await create();
    await expect(act()).rejects.toMatchObject({ name });
  });
});
