import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { until } from '../../testing/until.js';
import { SHIPPED } from '../../topology/names.js';
import { startStackWorld, type StackWorld } from '../cloudformation/testing/stack-world.js';

jest.setTimeout(60_000);

const APPLICATION = `${SHIPPED.stack}-app`;
let world: StackWorld;
beforeAll(async () => {
  world = await startStackWorld();
});
afterAll(() => world.sandbox.stop());

it('stops a deployment to the colour of the shipped template whose alarm rings in CloudWatch, and to no other', async () => {
  const settings = { ...world.settings, maxAttempts: 1 };
  const [alarms, client] = [new CloudWatchClient(settings), new CodeDeployClient(settings)];
  const deployed = async (color: string) => {
    const ringing = {
      AlarmName: `${SHIPPED.stack}-blue-target-5xx`,
      StateValue: 'ALARM' as const,
      StateReason: 'drill',
    };
    await alarms.send(new SetAlarmStateCommand(ringing));
    const ordered = new CreateDeploymentCommand({
      ...{ applicationName: APPLICATION, deploymentGroupName: `${APPLICATION}-${color}-dg` },
      revision: { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k.zip', bundleType: 'zip' } },
    });
    const { deploymentId } = await client.send(ordered);
    const { deploymentInfo } = await until(
      () => client.send(new GetDeploymentCommand({ deploymentId })),
      (answer) => answer.deploymentInfo?.completeTime !== undefined,
    );
    return deploymentInfo;
  };
  expect(await deployed('blue')).toMatchObject({
    ...{ status: 'Stopped' },
    errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringMatching(/active: .*-blue-target-5xx$/) },
  });
  expect(await deployed('green')).toMatchObject({ status: 'Failed', errorInformation: { code: 'NO_INSTANCES' } });
  alarms.destroy();
  client.destroy();
});
