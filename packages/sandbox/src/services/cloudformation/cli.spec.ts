import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.js';
import { startStackWorld, type StackWorld } from './testing/stack-world.js';

// The CLI alone takes a second or two to start on a busy machine.
jest.setTimeout(120_000);

const SHIPPED_TEMPLATE = join(__dirname, '../../../../../infra/cloudformation/bluegreen-infrastructure.yaml');
/** The guide's. */
const GUIDE_PARAMETERS = [
  'ParameterKey=ProjectName,ParameterValue=bluegreen-deployment',
  'ParameterKey=Environment,ParameterValue=staging',
  'ParameterKey=KeyPairName,ParameterValue=bluegreen-deployment-keypair',
  'ParameterKey=InstanceType,ParameterValue=t3.medium',
];

// Skipped where no aws CLI is installed: these are the guide's own commands, and only the CLI can say them.
(hasAwsCli ? describe : describe.skip)("the guide's aws cloudformation commands", () => {
  let world: StackWorld;
  let folder: string;
  beforeAll(async () => {
    world = await startStackWorld();
    folder = mkdtempSync(join(tmpdir(), 'bluegreen-cfn-cli-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.sandbox.stop();
  });
  const aws = (...words: string[]): Promise<string> => awsCli(world.sandbox.endpoint, ['cloudformation', ...words]);

  it('validate-template takes the shipped template', async () => {
    const answer = JSON.parse(await aws('validate-template', '--template-body', `file://${SHIPPED_TEMPLATE}`)) as {
      Parameters: { ParameterKey: string }[];
      Capabilities: string[];
    };
    const keys = answer.Parameters.map((one) => one.ParameterKey);
    expect(keys).toEqual(expect.arrayContaining(['ProjectName', 'Environment', 'KeyPairName', 'InstanceType']));
    expect(answer.Capabilities).toEqual(['CAPABILITY_NAMED_IAM']);
  });

  it('create-stack with the guide’s parameters makes a second environment, and describe-stacks shows its outputs', async () => {
    const name = 'bluegreen-deployment-staging';
    const further = ['BlueDesired', 'GreenDesired'].map((key) => `ParameterKey=${key},ParameterValue=0`);
    // One bucket and one identity provider an account: the second environment names its own.
    further.push('ParameterKey=ArtifactBucketName,ParameterValue=staging-artifacts');
    further.push(`ParameterKey=GitLabProviderArn,ParameterValue=arn:aws:iam::123456789012:oidc-provider/gitlab.com`);
    const template = ['--template-body', `file://${SHIPPED_TEMPLATE}`];
    const parameters = ['--parameters', ...GUIDE_PARAMETERS, ...further];
    await aws(
      'create-stack',
      '--stack-name',
      name,
      ...template,
      ...parameters,
      '--capabilities',
      'CAPABILITY_NAMED_IAM',
    );
    await aws('wait', 'stack-create-complete', '--stack-name', name);
    const query = 'Stacks[0].Outputs[?OutputKey==`BlueAutoScalingGroupName`].OutputValue';
    const output = await aws('describe-stacks', '--stack-name', name, '--query', query, '--output', 'text');
    expect(output.trim()).toBe(`${name}-blue-asg`);
    const again = aws('create-stack', '--stack-name', name, ...template);
    await expect(again).rejects.toMatchObject({ stderr: expect.stringContaining('(AlreadyExistsException)') });
  });

  it('deploy creates, changes and leaves alone', async () => {
    const file = join(folder, 'template.yaml');
    writeFileSync(
      file,
      'Parameters: { Topic: { Type: String } }\nResources: { One: { Type: AWS::SNS::Topic, Properties: { TopicName: !Ref Topic } } }\nOutputs: { Arn: { Value: !Ref One } }\n',
    );
    const deploy = (topic: string, ...words: string[]) =>
      aws(
        'deploy',
        '--stack-name',
        'deployed',
        '--template-file',
        file,
        '--parameter-overrides',
        `Topic=${topic}`,
        ...words,
      );
    expect(await deploy('a')).toContain('Successfully created/updated stack - deployed');
    expect(await deploy('b')).toContain('Successfully created/updated stack - deployed');
    expect((await world.stack('deployed')).Outputs?.[0]?.OutputValue).toBe('arn:aws:sns:us-east-1:123456789012:b');
    expect(await deploy('b', '--no-fail-on-empty-changeset')).toContain('No changes to deploy');
  });

  it('deploy reads the shipped template with the YAML of the command', async () => {
    const deploy = ['deploy', '--stack-name', 'read', '--template-file', SHIPPED_TEMPLATE, '--no-execute-changeset'];
    expect(await aws(...deploy, '--capabilities', 'CAPABILITY_NAMED_IAM')).toContain('Changeset created successfully');
  });
});
