import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { until } from '../../testing/until.js';
import { startStackWorld, type StackWorld } from './testing/stack-world.js';

/**
 * The calls of `cdk bootstrap`, `cdk deploy`, `cdk diff` and `cdk destroy`, in their order, as the sandbox's call log showed
 * them for CDK's command line 2.1148.1. They go on from each other, so this is one test.
 */

jest.setTimeout(60_000);

let world: StackWorld;
beforeAll(async () => (world = await startStackWorld()));
afterAll(() => world.sandbox.stop());

const att = (name: string, attribute: string) => ({ 'Fn::Sub': `\${${name}.${attribute}}` });
const managed = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` });
const role = (name: string, ...policies: string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: { 'Fn::Sub': `cdk-\${Qualifier}-${name}-\${AWS::AccountId}-\${AWS::Region}` },
    AssumeRolePolicyDocument: {
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: { Ref: 'AWS::AccountId' } } },
          Condition: { 'Fn::If': ['Denies', { Null: { 'sts:ExternalId': 'true' } }, { Ref: 'AWS::NoValue' }] },
        },
        { 'Fn::If': ['Trusts', { Effect: 'Allow', Action: 'sts:TagSession' }, { Ref: 'AWS::NoValue' }] },
      ],
    },
    ManagedPolicyArns: policies.map(managed),
  },
});

/** Every type of resource, and every use of a function, that CDK's own bootstrap has. */
const BOOTSTRAP = {
  Parameters: {
    Qualifier: { Type: 'String', Default: 'hnb659fds', AllowedPattern: '[A-Za-z0-9_-]{1,10}' },
    Trusted: { Type: 'CommaDelimitedList', Default: '' },
    Deny: { Type: 'String', Default: 'true', AllowedValues: ['true', 'false'] },
  },
  Conditions: {
    Trusts: { 'Fn::Not': [{ 'Fn::Equals': ['', { 'Fn::Join': ['', { Ref: 'Trusted' }] }] }] },
    Denies: { 'Fn::Equals': ['true', { Ref: 'Deny' }] },
  },
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
    Alias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: { 'Fn::Sub': 'alias/cdk-${Qualifier}-assets-key' }, TargetKeyId: { Ref: 'Key' } },
    },
    Bucket: {
      ...{ Type: 'AWS::S3::Bucket', UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' },
      Properties: {
        ...{
          BucketName: { 'Fn::Sub': 'cdk-${Qualifier}-assets-${AWS::AccountId}-${AWS::Region}' },
          AccessControl: 'Private',
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    },
    Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'images', ImageTagMutability: 'IMMUTABLE' } },
    Lookup: role('lookup-role', 'ReadOnlyAccess'),
    Deploy: role('deploy-role', 'AWSCloudFormationReadOnlyAccess'),
    Execution: role('cfn-exec-role', 'AdministratorAccess'),
    Version: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Name: '/cdk-bootstrap/version', Value: '33' },
    },
  },
  Outputs: {
    BucketName: { Value: { Ref: 'Bucket' } },
    BucketDomainName: { Value: att('Bucket', 'RegionalDomainName') },
  },
};

const ended = (name: string) =>
  until(
    () => world.stack(name),
    ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'),
  );

async function deploy(
  StackName: string,
  template: { TemplateBody: string } | { TemplateURL: string },
  ChangeSetType: 'CREATE' | 'UPDATE',
) {
  const set = { StackName, ChangeSetName: 'cdk-deploy-change-set' };
  if (ChangeSetType === 'UPDATE') await world.client.send(new DeleteChangeSetCommand(set));
  await world.client.send(
    new CreateChangeSetCommand({
      ...{
        ...set,
        ...template,
        ChangeSetType,
        ResourcesToImport: [],
        ClientToken: `create-${StackName}-${ChangeSetType}`,
      },
      Description: 'CDK Changeset for execution',
      Parameters: [],
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    }),
  );
  const planned = await world.client.send(new DescribeChangeSetCommand({ ...set, IncludePropertyValues: true }));
  expect(planned).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
  await world.client.send(
    new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: ChangeSetType === 'CREATE' }),
  );
  await world.client.send(
    new ExecuteChangeSetCommand({ ...set, ClientRequestToken: `exec-${StackName}-${ChangeSetType}` }),
  );
  await world.client.send(new DescribeStackEventsCommand({ StackName }));
  return ended(StackName);
}

it('bootstraps an account, and deploys, compares, changes and destroys a stack', async () => {
  const s3 = new S3Client(world.settings);
  const who = await new STSClient(world.settings).send(new GetCallerIdentityCommand({}));
  await expect(world.stack('CDKToolkit')).rejects.toThrow('Stack with id CDKToolkit does not exist');
  const toolkit = await deploy('CDKToolkit', { TemplateBody: JSON.stringify(BOOTSTRAP) }, 'CREATE');
  expect(toolkit).toMatchObject({ StackStatus: 'CREATE_COMPLETE', EnableTerminationProtection: true });
  const outputs = new Map(toolkit.Outputs?.map((one) => [one.OutputKey, one.OutputValue]));
  const Bucket = outputs.get('BucketName')!;
  expect(Bucket).toBe(`cdk-hnb659fds-assets-${who.Account}-us-east-1`);

  // A template too large for a request goes through the bucket, encrypted as the bucket says.
  await s3.send(new GetBucketLocationCommand({ Bucket }));
  expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'cdk/shop.yml', MaxKeys: 1 }))).KeyCount).toBe(0);
  const { ServerSideEncryptionConfiguration: encryption } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const ServerSideEncryption = encryption!.Rules![0]!.ApplyServerSideEncryptionByDefault!.SSEAlgorithm;
  expect(ServerSideEncryption).toBe('aws:kms');
  const template = (DisplayName: string) =>
    `Resources:\n  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: ${DisplayName} } }\n`;
  const upload = async (Key: string, Body: string) => {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ServerSideEncryption, ChecksumAlgorithm: 'SHA256' }));
    return { TemplateURL: `https://${outputs.get('BucketDomainName')}/${Key}` };
  };
  const first = await upload('cdk/shop.yml', template('one'));
  expect(await deploy('shop', first, 'CREATE')).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });

  // What is deployed is compared with what would be.
  const TemplateStage = 'Original' as const;
  const { TemplateBody } = await world.client.send(new GetTemplateCommand({ StackName: 'shop', TemplateStage }));
  expect(TemplateBody).toBe(template('one'));
  const look = { StackName: 'shop', ChangeSetName: 'cdk-diff-change-set' };
  await world.client.send(new DeleteChangeSetCommand(look));
  await world.client.send(new CreateChangeSetCommand({ ...look, ...first, ChangeSetType: 'UPDATE' }));
  expect(await world.client.send(new DescribeChangeSetCommand({ ...look, IncludePropertyValues: true }))).toMatchObject(
    {
      Status: 'FAILED',
      StatusReason: expect.stringMatching(/didn't contain changes/),
    },
  );
  await world.client.send(new DeleteChangeSetCommand(look));

  expect((await world.stack('shop')).EnableTerminationProtection).toBe(true);
  await expect(world.client.send(new DeleteStackCommand({ StackName: 'shop' }))).rejects.toThrow(
    'Stack [shop] cannot be deleted while TerminationProtection is enabled',
  );
  const second = await deploy('shop', await upload('cdk/shop-2.yml', template('two')), 'UPDATE');
  expect(second).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', EnableTerminationProtection: false });
  expect((await world.remove('shop')).StackStatus).toBe('DELETE_COMPLETE');
});
