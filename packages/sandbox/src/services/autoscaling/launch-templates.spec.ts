import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { startGateway, type Gateway } from '../../gateway.js';
import { steppedClock, type SteppedClock } from '../../hosts/testing/stepped-clock.js';
import { DEFAULT_KEY_PAIR } from '../../signature/credentials.js';
import { createEc2, type Ec2 } from '../ec2/index.js';
import { createAutoScaling, type AutoScaling } from './index.js';

const place = { account: '123456789012', region: 'us-east-1' };
const none = () => undefined;
const idle = () => Promise.resolve();
let clock: SteppedClock;
let ec2: Ec2;
let scaling: AutoScaling;
let gateway: Gateway;
let client: AutoScalingClient;
let launches: Readonly<Record<string, string>>[];

beforeEach(async () => {
  clock = steppedClock();
  launches = [];
  ec2 = createEc2({
    ...{ ...place, clock },
    hosts: { list: () => [], describe: none, stop: idle, start: idle, terminate: idle },
  });
  scaling = createAutoScaling({
    ...{ ...place, clock },
    fleet: {
      launch: ({ tags }) => Promise.resolve({ id: `i-${launches.push(tags)}` }),
      terminate: idle,
      describe: () => ({ state: 'running' }),
    },
    registration: { register: none, deregister: none, health: () => [], deregistrationDelayMs: () => 0 },
    launchHook: { afterLaunch: () => Promise.resolve('CONTINUE') },
    templates: { find: (reference) => ec2.templates.find(reference), roleOf: none },
  });
  gateway = await startGateway({ services: [scaling.service] });
  client = new AutoScalingClient({
    endpoint: gateway.endpoint,
    region: place.region,
    credentials: DEFAULT_KEY_PAIR,
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await gateway.close();
  await scaling.close();
});

async function template(name: string, tags: Record<string, string>) {
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const LaunchTemplateData = { InstanceType: 't3.micro', TagSpecification: [{ ResourceType: 'instance', Tag }] };
  const call = {
    ...{ requestId: 'r', ...place, accessKeyId: null, callerArn: 'x', signal: new AbortController().signal },
  };
  await ec2.service.operations['CreateLaunchTemplate']!.handle({ LaunchTemplateName: name, LaunchTemplateData }, call);
}

const create = (LaunchTemplate: object, MinSize = 1) =>
  client.send(
    new CreateAutoScalingGroupCommand({
      ...{ AutoScalingGroupName: 'web', MinSize, MaxSize: 2, LaunchTemplate },
      Tags: [{ Key: 'Color', Value: 'blue', PropagateAtLaunch: true }],
    }),
  );

it('launches with the tags of the template, over which those of the group stand', async () => {
  await template('web', { Color: 'green', Team: 'shop' });
  await create({ LaunchTemplateName: 'web', Version: '$Latest' });
  await clock.advance(1_000);
  expect(launches).toEqual([
    {
      Color: 'blue',
      Team: 'shop',
      'aws:autoscaling:groupName': 'web',
      'aws:ec2launchtemplate:id': expect.stringMatching(/^lt-/),
      'aws:ec2launchtemplate:version': '1',
    },
  ]);
  const { AutoScalingGroups } = await client.send(new DescribeAutoScalingGroupsCommand({}));
  expect(AutoScalingGroups?.[0]?.LaunchTemplate).toEqual({
    LaunchTemplateId: expect.stringMatching(/^lt-/),
    LaunchTemplateName: 'web',
    Version: '$Latest',
  });
});

it.each([
  ['of another name', { LaunchTemplateName: 'other' }],
  ['of another version', { LaunchTemplateName: 'web', Version: '7' }],
])('takes no template %s', async (_name, reference) => {
  await template('web', {});
  const refusal = { name: 'ValidationError', message: expect.stringContaining('fully-formed launch template') };
  await expect(create(reference)).rejects.toMatchObject(refusal);
  expect(scaling.groups.names()).toEqual([]);
  await create({ LaunchTemplateName: 'web' }, 0);
  const change = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', LaunchTemplate: reference });
  await expect(client.send(change)).rejects.toMatchObject(refusal);
});
