import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  type CreateChangeSetCommandInput,
} from '@aws-sdk/client-cloudformation';
import { until } from '../../testing/until.js';
import { startStackWorld, type StackWorld } from './testing/stack-world.js';

jest.setTimeout(60_000);

let world: StackWorld;
beforeAll(async () => (world = await startStackWorld()));
afterAll(() => world.sandbox.stop());

const StackName = 'by-change-set';
const template = (Value: string, further: object = {}) =>
  JSON.stringify({
    Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } }, ...further },
    Outputs: { Value: { Value: { 'Fn::GetAtt': ['P', 'Value'] } } },
  });
const create = (ChangeSetName: string, TemplateBody: string, further: Partial<CreateChangeSetCommandInput> = {}) =>
  world.client.send(new CreateChangeSetCommand({ StackName, ChangeSetName, TemplateBody, ...further }));
const describe_ = (ChangeSetName: string) =>
  world.client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
async function execute(ChangeSetName: string): Promise<string> {
  await world.client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  const ended = await until(
    () => world.stack(StackName),
    ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'),
  );
  return ended.StackStatus!;
}

it('creates and changes a stack by change sets, the way the aws and cdk commands do', async () => {
  const { StackId } = await create('first', template('one'), { ChangeSetType: 'CREATE' });
  expect((await world.stack(StackId!)).StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect(await describe_('first')).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'P', ResourceType: 'AWS::SSM::Parameter' } }],
  });
  expect(await execute('first')).toBe('CREATE_COMPLETE');
  expect((await world.stack(StackName)).Outputs).toEqual([{ OutputKey: 'Value', OutputValue: 'one' }]);

  await create('idle', template('one'));
  expect(await describe_('idle')).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason: expect.stringContaining("didn't contain changes"),
  });
  await create('second', template('two', { More: { Type: 'AWS::SNS::Topic' } }));
  const planned = await describe_('second');
  expect(
    planned.Changes?.map(({ ResourceChange: one }) => [one?.Action, one?.LogicalResourceId, one?.Replacement]),
  ).toEqual([
    ['Modify', 'P', 'False'],
    ['Add', 'More', undefined],
  ]);
  const listed = await world.client.send(new ListChangeSetsCommand({ StackName }));
  expect(listed.Summaries?.map((one) => one.ChangeSetName)).toEqual(['first', 'idle', 'second']);
  // Planning has changed nothing.
  expect((await world.stack(StackName)).Outputs).toEqual([{ OutputKey: 'Value', OutputValue: 'one' }]);

  await expect(execute('idle')).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  expect(await execute('second')).toBe('UPDATE_COMPLETE');
  expect((await world.stack(StackName)).Outputs).toEqual([{ OutputKey: 'Value', OutputValue: 'two' }]);
  await expect(execute('second')).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  await expect(create('third', template('x'), { ChangeSetType: 'CREATE' })).rejects.toThrow(
    'Stack [by-change-set] already exists and cannot be created again with the changeSet [third].',
  );
});

it('leaves nothing of a stack that was only looked at', async () => {
  const input = {
    StackName: 'looked-at',
    ChangeSetName: 'look',
    TemplateBody: template('x'),
    ChangeSetType: 'CREATE' as const,
  };
  const { StackId } = await world.client.send(new CreateChangeSetCommand(input));
  await world.client.send(new DeleteChangeSetCommand({ StackName: 'looked-at', ChangeSetName: 'look' }));
  await world.client.send(new DeleteChangeSetCommand({ StackName: 'looked-at', ChangeSetName: 'look' }));
  await world.client.send(new DeleteStackCommand({ StackName: 'looked-at' }));
  expect((await world.stack(StackId!)).StackStatus).toBe('DELETE_COMPLETE');
});

it('refuses what is not there', async () => {
  await expect(describe_('none')).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
  const call = new CreateChangeSetCommand({ StackName: 'nowhere', ChangeSetName: 'c', TemplateBody: template('x') });
  await expect(world.client.send(call)).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack [nowhere] does not exist',
  });
});
