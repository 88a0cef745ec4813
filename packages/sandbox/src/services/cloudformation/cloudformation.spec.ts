import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { startGateway, type Gateway } from '../../gateway.js';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import type { StackFacts } from './facts.js';
import { createCloudFormation } from './index.js';

const resources = Array.from({ length: 130 }, (_, index) => ({
  logicalId: `R${index}`,
  physicalId: `p-${index}`,
  type: 'AWS::S3::Bucket',
}));
const stack: StackFacts = {
  name: 'shop-production',
  id: 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop-production/1',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  description: 'A shop',
  parameters: [{ key: 'Environment', value: 'production', description: 'which one' }],
  outputs: [{ key: 'ListenerArn', value: 'arn:listener', description: 'production listener' }],
  resources,
  capabilities: ['CAPABILITY_NAMED_IAM'],
};
const StackName = stack.name;

let gateway: Gateway;
let client: CloudFormationClient;
beforeAll(async () => {
  gateway = await startGateway({
    services: [createCloudFormation({ account: '123456789012', region: 'us-east-1', stacks: () => [stack] }).service],
  });
  client = new CloudFormationClient({
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
});
afterAll(() => gateway.close());

it('describes the stack by name, by ARN and with all others', async () => {
  for (const name of [StackName, stack.id, undefined]) {
    const answer = await client.send(new DescribeStacksCommand({ StackName: name }));
    expect(answer.Stacks).toEqual([
      expect.objectContaining({
        StackName,
        StackStatus: 'CREATE_COMPLETE',
        CreationTime: stack.createdAt,
        Parameters: [{ ParameterKey: 'Environment', ParameterValue: 'production' }],
        Outputs: [{ OutputKey: 'ListenerArn', OutputValue: 'arn:listener', Description: 'production listener' }],
      }),
    ]);
  }
  expect((await client.send(new ListStacksCommand({}))).StackSummaries).toHaveLength(1);
  expect((await client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }))).StackSummaries).toEqual(
    [],
  );
});

it('lists resources in pages that together are all of them', async () => {
  const first = await client.send(new ListStackResourcesCommand({ StackName }));
  const second = await client.send(new ListStackResourcesCommand({ StackName, NextToken: first.NextToken }));
  const ids = [...(first.StackResourceSummaries ?? []), ...(second.StackResourceSummaries ?? [])].map(
    (one) => one.PhysicalResourceId,
  );
  expect([ids, second.NextToken]).toEqual([resources.map((one) => one.physicalId), undefined]);
  const one = await client.send(
    new DescribeStackResourcesCommand({ PhysicalResourceId: 'p-7', LogicalResourceId: 'R7' }),
  );
  expect(one.StackResources).toEqual([expect.objectContaining({ StackName, LogicalResourceId: 'R7' })]);
  const events = await client.send(new DescribeStackEventsCommand({ StackName }));
  expect(events.StackEvents?.[0]).toMatchObject({ LogicalResourceId: StackName, ResourceStatus: 'CREATE_COMPLETE' });
});

it('gives a template that its own validation accepts', async () => {
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName }));
  expect((await client.send(new ValidateTemplateCommand({ TemplateBody }))).Parameters).toEqual([
    { ParameterKey: 'Environment', DefaultValue: 'production', NoEcho: false, Description: 'which one' },
  ]);
  expect((await client.send(new GetTemplateSummaryCommand({ StackName }))).ResourceTypes).toEqual(['AWS::S3::Bucket']);
});

it('reads YAML with short tags and says which capability it needs', async () => {
  const TemplateBody = `
Description: with tags
Parameters:
  Key: { Type: String, NoEcho: true }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub '\${Key}-role'
      Path: !Join ['/', [!Ref Key, !GetAtt Other.Arn]]
      Extra: !If [Yes, !FindInMap [A, b, c], !Select [0, !GetAZs '']]
`;
  expect(await client.send(new ValidateTemplateCommand({ TemplateBody }))).toMatchObject({
    Description: 'with tags',
    Parameters: [{ ParameterKey: 'Key', NoEcho: true }],
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    CapabilitiesReason: expect.stringContaining('AWS::IAM::Role'),
  });
});

it.each([
  [
    'a missing stack',
    () => client.send(new DescribeStacksCommand({ StackName: 'none' })),
    'ValidationError',
    'Stack with id none does not exist',
  ],
  [
    'a template without resources',
    () => client.send(new ValidateTemplateCommand({ TemplateBody: '{}' })),
    'ValidationError',
    /^Template format error: At least one Resources/,
  ],
  [
    'broken YAML',
    () => client.send(new ValidateTemplateCommand({ TemplateBody: 'a: [b' })),
    'ValidationError',
    /^Template format error: YAML not well-formed/,
  ],
  [
    'creating a stack',
    () => client.send(new CreateStackCommand({ StackName: 'x', TemplateBody: '{}' })),
    'InvalidAction',
    /CreateStack/,
  ],
])('refuses %s', async (_name, call, name, message) => {
  await expect(call()).rejects.toMatchObject({
    name,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
});
