import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { until } from '../../testing/until.js';
import { startStackWorld, type StackWorld } from './testing/stack-world.js';

jest.setTimeout(60_000);

let world: StackWorld;
let s3: S3Client;
let elb: ElasticLoadBalancingV2Client;
beforeAll(async () => {
  world = await startStackWorld();
  s3 = new S3Client({ ...world.settings, maxAttempts: 1 });
  elb = new ElasticLoadBalancingV2Client({ ...world.settings, maxAttempts: 1 });
});
afterAll(() => world.sandbox.stop());

const bucket = (Properties: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties });
const group = (Properties: object = {}) => ({
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Properties: { Protocol: 'HTTP', Port: 80, ...Properties },
});
const subnet = (AvailabilityZone: string) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: { VpcId: 'vpc-1', AvailabilityZone },
});
/** The first two may be made, the third not: its name is too long. */
const failing = {
  Resources: {
    First: bucket(),
    Second: { ...group(), DependsOn: 'First' },
    Third: { ...group({ Name: 'a-name-of-more-than-thirty-two-characters' }), DependsOn: 'Second' },
  },
};
const groupNames = async () =>
  ((await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups ?? []).map((one) => one.TargetGroupName!);

describe('creating', () => {
  it('makes resources in the order of their dependencies, and tells it in events', async () => {
    const Outputs = {
      Name: { Value: { Ref: 'Artifacts' }, Description: 'its name' },
      Arn: { Value: { 'Fn::GetAtt': ['Artifacts', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-arn' } } },
      Group: { Value: { 'Fn::GetAtt': 'Group.TargetGroupFullName' } },
    };
    const Policy = {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Artifacts' },
        PolicyDocument: {
          Statement: [
            { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::Sub': '${Artifacts.Arn}/*' } },
          ],
        },
      },
    };
    const VersioningConfiguration = { Status: 'Enabled' };
    const Artifacts = bucket({ BucketName: 'ordered-artifacts', VersioningConfiguration });
    const stack = await world.create('ordered', {
      Description: 'In order',
      Resources: { Policy, Artifacts, Group: group() },
      Outputs,
    });

    expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Description: 'In order', DisableRollback: false });
    const outputs = new Map(stack.Outputs?.map((one) => [one.OutputKey, one]));
    expect(outputs.get('Name')).toMatchObject({ OutputValue: 'ordered-artifacts', Description: 'its name' });
    expect(outputs.get('Arn')).toMatchObject({
      OutputValue: 'arn:aws:s3:::ordered-artifacts',
      ExportName: 'ordered-arn',
    });
    expect(outputs.get('Group')?.OutputValue).toMatch(/^targetgroup\/ordere-Group-[A-Z0-9]{12}\/[0-9a-f]{16}$/);
    const path = await world.path('ordered');
    expect(path[0]).toBe('ordered CREATE_IN_PROGRESS');
    expect(path.at(-1)).toBe('ordered CREATE_COMPLETE');
    expect(path.indexOf('Artifacts CREATE_COMPLETE')).toBeLessThan(path.indexOf('Policy CREATE_IN_PROGRESS'));
    expect(path.filter((line) => line.startsWith('Artifacts '))).toEqual([
      'Artifacts CREATE_IN_PROGRESS',
      'Artifacts CREATE_IN_PROGRESS',
      'Artifacts CREATE_COMPLETE',
    ]);
    const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket: 'ordered-artifacts' }));
    const { Policy: text } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'ordered-artifacts' }));
    expect([versioning.Status, JSON.parse(text!)]).toEqual([
      'Enabled',
      { Statement: [expect.objectContaining({ Resource: 'arn:aws:s3:::ordered-artifacts/*' })] },
    ]);
  });

  it('rolls back what it made when something fails, and says why', async () => {
    const before = await groupNames();
    const stack = await world.create('failing', failing);
    expect(stack).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    const events = await world.events('failing');
    const told = events.map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}`);
    expect(told.slice(told.indexOf('Third CREATE_FAILED'))).toEqual([
      'Third CREATE_FAILED',
      'failing ROLLBACK_IN_PROGRESS',
      'Third DELETE_IN_PROGRESS',
      'Third DELETE_COMPLETE',
      'Second DELETE_IN_PROGRESS',
      'Second DELETE_COMPLETE',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'failing ROLLBACK_COMPLETE',
    ]);
    const reasonOf = (status: string) => events.find((one) => one.ResourceStatus === status)?.ResourceStatusReason;
    expect(reasonOf('CREATE_FAILED')).toMatch(
      /^Resource handler returned message: "Target group name '.*' cannot be longer than '32' characters \(Service: ElasticLoadBalancingV2, Status Code: 400/,
    );
    expect(reasonOf('ROLLBACK_IN_PROGRESS')).toBe(
      'The following resource(s) failed to create: [Third]. Rollback requested by user.',
    );
    expect(await groupNames()).toEqual(before);
    await expect(world.update('failing', failing)).rejects.toThrow(
      /is in ROLLBACK_COMPLETE state and can not be updated/,
    );
    expect((await world.remove('failing')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it.each([
    ['DELETE', 'DELETE_COMPLETE', 0],
    ['DO_NOTHING', 'CREATE_FAILED', 1],
  ] as const)('on failure %s ends in %s', async (OnFailure, status, left) => {
    const before = await groupNames();
    const name = `failing-${OnFailure.replace('_', '-').toLowerCase()}`;
    expect((await world.create(name, failing, { OnFailure })).StackStatus).toBe(status);
    expect((await groupNames()).length - before.length).toBe(left);
    if (left > 0) await world.remove(name);
    expect(await groupNames()).toEqual(before);
  });

  it('acts once for a request that comes twice', async () => {
    const again = { ClientRequestToken: 'once' };
    const first = await world.create('twice', { Resources: { One: bucket() } }, again);
    const second = await world.create('twice', { Resources: { One: bucket() } }, again);
    expect(second.StackId).toBe(first.StackId);
    const other = world.create('twice', { Resources: { One: bucket() } }, { ClientRequestToken: 'other' });
    await expect(other).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [twice] already exists',
    });
    await world.remove('twice');
  });

  it('takes a template from the sandbox’s S3', async () => {
    await world.create('shelf', { Resources: { Shelf: bucket({ BucketName: 'template-shelf' }) } });
    const Body = JSON.stringify({ Resources: { Padded: { ...bucket(), Metadata: 'x'.repeat(60_000) } } });
    await s3.send(new PutObjectCommand({ Bucket: 'template-shelf', Key: 'a/template.json', Body }));
    const TemplateURL = `${world.sandbox.endpoint}/template-shelf/a/template.json`;
    expect(await world.create('from-shelf', undefined as never, { TemplateURL })).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
    });
    const missing = world.create('x', undefined as never, {
      TemplateURL: 'https://template-shelf.s3.amazonaws.com/none',
    });
    await expect(missing).rejects.toThrow('S3 error');
    await world.remove('from-shelf');
    expect((await world.remove('shelf')).StackStatus).toBe('DELETE_FAILED');
  });
});

describe('updating', () => {
  const template = (further: Record<string, object> = {}, Port = 80) => ({
    Parameters: { Path: { Type: 'String', Default: '/health' } },
    Resources: {
      Group: group({ Port, HealthCheckPath: { Ref: 'Path' } }),
      User: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: 'user-of-group', Type: 'String', Value: { Ref: 'Group' } },
      },
      ...further,
    },
  });
  const ids = async (StackName: string) => {
    const { StackResources } = await world.client.send(new DescribeStackResourcesCommand({ StackName }));
    const pairs = StackResources!.map((one): [string, string] => [one.LogicalResourceId!, one.PhysicalResourceId!]);
    return Object.fromEntries(pairs);
  };
  beforeEach(() => world.create('changing', template()));
  afterEach(() => world.remove('changing'));

  it('changes in place what can be, and touches nothing else', async () => {
    const before = await ids('changing');
    const change = { Parameters: [{ ParameterKey: 'Path', ParameterValue: '/up' }] };
    const seen = (await world.path('changing')).length;
    expect((await world.update('changing', undefined, change)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await ids('changing')).toEqual(before);
    const [one] = (await elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [before['Group']!] })))
      .TargetGroups!;
    expect(one).toMatchObject({ HealthCheckPath: '/up' });
    expect((await world.path('changing')).slice(seen)).toEqual([
      'changing UPDATE_IN_PROGRESS',
      'Group UPDATE_IN_PROGRESS',
      'Group UPDATE_COMPLETE',
      'changing UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'changing UPDATE_COMPLETE',
    ]);
    await expect(world.update('changing', undefined, change)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('replaces what cannot be changed, tells its users, and only then removes the old one', async () => {
    const before = await ids('changing');
    const seen = (await world.path('changing')).length;
    await world.update('changing', template({}, 8080));
    const after = await ids('changing');
    expect([after['Group'] === before['Group'], after['User'] === before['User']]).toEqual([false, true]);
    const told = (await world.path('changing')).slice(seen);
    expect(told.indexOf('User UPDATE_COMPLETE')).toBeLessThan(told.indexOf('Group DELETE_IN_PROGRESS'));
    expect(await groupNames()).toEqual(expect.not.arrayContaining([before['Group']!.split('/')[1]]));
  });

  it('adds, removes, and passes changed tags on', async () => {
    await world.update('changing', template({ More: bucket() }));
    expect(Object.keys(await ids('changing'))).toContain('More');
    const tagged = await world.update('changing', template(), { Tags: [{ Key: 'team', Value: 'web' }] });
    expect(tagged.Tags).toEqual([{ Key: 'team', Value: 'web' }]);
    expect(Object.keys(await ids('changing'))).not.toContain('More');
    // Left out, tags stay; so there is nothing to do.
    await expect(world.update('changing', template())).rejects.toThrow('No updates are to be performed.');
  });

  it('goes back to where it was when something fails', async () => {
    const before = await ids('changing');
    const bad = template({ Bad: { ...bucket({ BucketName: 'NOT A NAME' }), DependsOn: ['User'] } }, 8080);
    const stack = await world.update('changing', bad);
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await ids('changing')).toEqual(before);
    expect(await groupNames()).toContain(before['Group']!.split('/')[1]);
    const told = await world.path('changing');
    expect(told).toContain('changing UPDATE_ROLLBACK_IN_PROGRESS');
    expect((await world.update('changing', template({}, 81))).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('refuses to replace what its user has named', async () => {
    const named = (Port: number) => ({ Resources: { Named: group({ Name: 'by-its-name', Port }) } });
    await world.create('named', named(80));
    expect((await world.update('named', named(81))).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const failed = (await world.events('named')).find((one) => one.ResourceStatus === 'UPDATE_FAILED');
    expect(failed?.ResourceStatusReason).toMatch(
      /cannot update a stack when a custom-named resource requires replacing/,
    );
    await world.remove('named');
  });
});

describe('deleting', () => {
  it('leaves a bucket with something in it, and can go on afterwards', async () => {
    await world.create('full', { Resources: { Full: bucket({ BucketName: 'not-empty-yet' }), Group: group() } });
    await s3.send(new PutObjectCommand({ Bucket: 'not-empty-yet', Key: 'k', Body: 'x' }));
    const stack = await world.remove('full');
    expect(stack).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Full]. ',
    });
    const failed = (await world.events('full')).find((one) => one.ResourceStatus === 'DELETE_FAILED');
    expect(failed).toMatchObject({
      LogicalResourceId: 'Full',
      ResourceStatusReason: expect.stringContaining('is not empty'),
    });
    const left = await world.client.send(new ListStackResourcesCommand({ StackName: 'full' }));
    expect(left.StackResourceSummaries?.map((one) => one.LogicalResourceId)).toEqual(['Full']);
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'not-empty-yet' }))).resolves.toBeDefined();
  });

  it('stops at a load balancer that is protected, and says so', async () => {
    const protectedBy = (Value: string) => ({
      Resources: {
        One: subnet('us-east-1a'),
        Two: subnet('us-east-1b'),
        Balancer: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: {
            Subnets: [{ Ref: 'One' }, { Ref: 'Two' }],
            LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value }],
          },
        },
      },
    });
    const { StackId } = await world.create('serving', protectedBy('true'));
    expect((await world.remove('serving')).StackStatus).toBe('DELETE_FAILED');
    const failed = (await world.events('serving')).find((one) => one.ResourceStatus === 'DELETE_FAILED');
    expect(failed?.ResourceStatusReason).toContain('cannot be deleted because deletion protection is enabled');
    const left = await world.client.send(new ListStackResourcesCommand({ StackName: 'serving' }));
    expect(left.StackResourceSummaries?.map((one) => one.LogicalResourceId)).toEqual(['One', 'Two', 'Balancer']);
    await expect(world.update('serving', protectedBy('false'))).rejects.toThrow('is in DELETE_FAILED state');
    const RetainResources = ['Balancer'];
    await world.client.send(new DeleteStackCommand({ StackName: 'serving', RetainResources }));
    await until(
      () => world.stack(StackId!),
      (stack) => stack.StackStatus === 'DELETE_COMPLETE',
    );
  });

  it('keeps what its policy retains, and what is protected', async () => {
    const Kept = { ...bucket({ BucketName: 'kept-for-good' }), DeletionPolicy: 'Retain' };
    const { StackId } = await world.create('retaining', { Resources: { Kept } }, { EnableTerminationProtection: true });
    await expect(world.remove('retaining')).rejects.toThrow('cannot be deleted while TerminationProtection is enabled');
    const off = { StackName: 'retaining', EnableTerminationProtection: false };
    await world.client.send(new UpdateTerminationProtectionCommand(off));
    expect((await world.remove('retaining')).StackStatus).toBe('DELETE_COMPLETE');
    expect(await world.path(StackId!)).toContain('Kept DELETE_SKIPPED');
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'kept-for-good' }))).resolves.toBeDefined();
  });
});

it('exports values, and keeps them while they are imported', async () => {
  const exporting = (Value: string) => ({
    Resources: { Any: bucket() },
    Outputs: { Shared: { Value, Export: { Name: 'shared-value' } } },
  });
  const Value = { 'Fn::ImportValue': 'shared-value' };
  await world.create('exporter', exporting('one'));
  const importing = { Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } } } };
  await world.create('importer', importing);
  const { Exports } = await world.client.send(new ListExportsCommand({}));
  expect(Exports).toContainEqual(expect.objectContaining({ Name: 'shared-value', Value: 'one' }));
  const imports = new ListImportsCommand({ ExportName: 'shared-value' });
  expect((await world.client.send(imports)).Imports).toEqual(['importer']);

  await expect(world.remove('exporter')).rejects.toThrow(
    'Export shared-value cannot be deleted as it is in use by importer',
  );
  await expect(world.update('exporter', exporting('two'))).rejects.toThrow('cannot be updated as it is in use');
  expect((await world.create('rival', exporting('three'))).StackStatus).toBe('ROLLBACK_COMPLETE');
  for (const name of ['rival', 'importer', 'exporter']) await world.remove(name);
  expect((await world.create('importer', importing)).StackStatus).toBe('ROLLBACK_COMPLETE');
  await world.remove('importer');
});

it('describes and lists stacks by name and by ARN, also deleted ones', async () => {
  const TemplateBody = 'Resources:\n  One:\n    Type: AWS::SNS::Topic # a comment\n';
  const { StackId } = await world.create('listed', TemplateBody, { Parameters: [] });
  for (const StackName of ['listed', StackId]) {
    const { Stacks } = await world.client.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks).toEqual([expect.objectContaining({ StackName: 'listed', StackId, CreationTime: expect.any(Date) })]);
  }
  expect((await world.client.send(new GetTemplateCommand({ StackName: 'listed' }))).TemplateBody).toBe(TemplateBody);
  const one = await world.client.send(
    new DescribeStackResourceCommand({ StackName: 'listed', LogicalResourceId: 'One' }),
  );
  const PhysicalResourceId = one.StackResourceDetail!.PhysicalResourceId!;
  expect(PhysicalResourceId).toMatch(/^arn:aws:sns:us-east-1:123456789012:listed-One-\w{12}$/);
  const owner = await world.client.send(new DescribeStackResourcesCommand({ PhysicalResourceId }));
  expect(owner.StackResources?.[0]?.StackName).toBe('listed');
  await world.remove('listed');
  const deleted = await world.client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
  expect(deleted.StackSummaries?.map((summary) => summary.StackId)).toContain(StackId);
  await expect(world.stack('listed')).rejects.toThrow('Stack with id listed does not exist');
  expect((await world.stack(StackId!)).StackStatus).toBe('DELETE_COMPLETE');
});

it('says of a template what it asks for', async () => {
  const TemplateBody = JSON.stringify({
    Description: 'asks',
    Parameters: { Key: { Type: 'String', NoEcho: true, Description: 'secret' }, Size: { Type: 'Number', Default: 2 } },
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: {} } } },
  });
  const expected = {
    Description: 'asks',
    Parameters: [
      { ParameterKey: 'Key', NoEcho: true, Description: 'secret' },
      { ParameterKey: 'Size', NoEcho: false, DefaultValue: '2' },
    ],
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
  };
  expect(await world.client.send(new ValidateTemplateCommand({ TemplateBody }))).toMatchObject(expected);
  const summary = await world.client.send(new GetTemplateSummaryCommand({ TemplateBody }));
  expect(summary).toMatchObject({ ...expected, ResourceTypes: ['AWS::IAM::Role'] });
  const call = new CreateStackCommand({
    StackName: 'x',
    TemplateBody,
    Parameters: [{ ParameterKey: 'Key', ParameterValue: 's' }],
  });
  await expect(world.client.send(call)).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  });
});

it('shows a secret parameter only as stars', async () => {
  const Parameters = [{ ParameterKey: 'Key', ParameterValue: 'top secret' }];
  const stack = await world.create(
    'secret',
    { Parameters: { Key: { Type: 'String', NoEcho: true } }, Resources: { B: bucket() } },
    { Parameters },
  );
  expect(stack.Parameters).toEqual([{ ParameterKey: 'Key', ParameterValue: '****' }]);
  await world.remove('secret');
});

it.each([
  ['one subnet', ['One'], 'At least two subnets in two different Availability Zones must be specified'],
  ['two subnets in one zone', ['One', 'Same'], 'cannot be attached to multiple subnets in the same Availability Zone'],
])('refuses a load balancer over %s, and leaves nothing', async (_name, names, message) => {
  const Subnets = names.map((Ref) => ({ Ref }));
  const Balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets } };
  const Resources = { One: subnet('us-east-1a'), Same: subnet('us-east-1a'), Balancer };
  expect((await world.create('one-zone', { Resources })).StackStatus).toBe('ROLLBACK_COMPLETE');
  const failed = (await world.events('one-zone')).find((one) => one.ResourceStatus === 'CREATE_FAILED');
  expect(failed?.ResourceStatusReason).toContain(message);
  await world.remove('one-zone');
});

it.each([
  [
    'a property that is missing',
    { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { Port: 1 } },
    '#: required key [LoadBalancerArn] not found',
  ],
  ['a property nobody knows', bucket({ Colour: 'blue' }), '#: extraneous key [Colour] is not permitted'],
  [
    'a bucket that is there already',
    bucket({ BucketName: 'kept-for-good' }),
    "with identifier 'kept-for-good' already exists",
  ],
])('fails for %s', async (_name, Broken, message) => {
  expect((await world.create('broken', { Resources: { Broken } })).StackStatus).toBe('ROLLBACK_COMPLETE');
  const failed = (await world.events('broken')).find((one) => one.ResourceStatus === 'CREATE_FAILED');
  expect(failed?.ResourceStatusReason).toContain(message);
  await world.remove('broken');
});

it.each([
  [
    'a name CloudFormation does not take',
    { StackName: 'under_score', TemplateBody: '{}' },
    /at 'stackName' failed to satisfy constraint/,
  ],
  ['no template', { StackName: 'x' }, 'Either Template URL or Template Body must be specified.'],
  [
    'an address that is not S3',
    { StackName: 'x', TemplateURL: 'https://example.com/t' },
    'TemplateURL must be a supported URL.',
  ],
  [
    'an unknown type',
    { StackName: 'x', TemplateBody: '{"Resources":{"A":{"Type":"AWS::Foo::Bar"}}}' },
    'Template format error: Unrecognized resource types: [AWS::Foo::Bar]',
  ],
  [
    'a reserved tag',
    {
      StackName: 'x',
      TemplateBody: '{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}',
      Tags: [{ Key: 'aws:x', Value: '' }],
    },
    /^aws: prefixed tag key/,
  ],
])('refuses %s at once', async (_name, input, message) => {
  await expect(world.client.send(new CreateStackCommand(input))).rejects.toMatchObject({
    name: 'ValidationError',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  const all = await world.client.send(new DescribeStacksCommand({}));
  expect(all.Stacks?.map((one) => one.StackName)).not.toContain(input.StackName);
});
