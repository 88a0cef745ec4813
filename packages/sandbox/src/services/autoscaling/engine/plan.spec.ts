import type { Group, LifecycleState, Member } from '../state.js';
import { planGroup } from './plan.js';

const member = (
  id: string,
  availabilityZone: string,
  lifecycleState: LifecycleState = 'InService',
  joined = 0,
): Member => ({
  id,
  availabilityZone,
  joined,
  lifecycleState,
  health: 'Healthy',
  protectedFromScaleIn: false,
  graceOver: true,
});

const group = (desired: number, members: Member[], change: Partial<Group> = {}): Group => ({
  name: 'asg',
  arn: 'arn',
  createdTime: 0,
  minSize: 0,
  maxSize: 9,
  desired,
  defaultCooldown: 300,
  availabilityZones: ['a', 'b'],
  vpcZoneIdentifier: '',
  targetGroupArns: [],
  healthCheckType: 'EC2',
  healthCheckGracePeriod: 0,
  launchTemplate: null,
  launchConfigurationName: null,
  terminationPolicies: ['Default'],
  newInstancesProtected: false,
  suspended: [],
  tags: [],
  hooks: [],
  members,
  deleting: false,
  failedLaunches: 0,
  ...change,
});

const plan = (
  subject: Group,
  broken: string[] = [],
  launching = 0,
): { launch: readonly string[]; terminate: string[] } => {
  const { launch, terminate } = planGroup(subject, { launching, broken: new Map(broken.map((id) => [id, 'broken'])) });
  return { launch, terminate: terminate.map((entry) => entry.member.id) };
};
const two = (): Member[] => [member('one', 'a', 'InService', 1), member('two', 'b', 'InService', 2)];

describe('planGroup', () => {
  it.each([
    ['spreads over zones', plan(group(3, [])), { launch: ['a', 'b', 'a'], terminate: [] }],
    [
      'fills the emptier zone',
      plan(group(3, [member('one', 'a'), member('two', 'a')])),
      { launch: ['b'], terminate: [] },
    ],
    ['counts launches without an instance', plan(group(2, [member('one', 'a')]), [], 1), { launch: [], terminate: [] }],
    [
      'does not end a serving instance for a launch that gives up by itself',
      plan(group(1, [member('one', 'a')]), [], 1),
      { launch: [], terminate: [] },
    ],
    [
      'does not count those that leave',
      plan(group(1, [member('one', 'a', 'Terminating:Wait')])),
      { launch: ['a'], terminate: [] },
    ],
    [
      'ends the oldest of the fullest zone',
      plan(group(2, [...two(), member('three', 'b', 'InService', 3)])),
      { launch: [], terminate: ['two'] },
    ],
    [
      'ends one that does not serve yet first',
      plan(group(1, [member('one', 'a', 'InService', 1), member('two', 'b', 'Pending:Wait', 2)])),
      { launch: [], terminate: ['two'] },
    ],
    [
      'spares protected instances',
      plan(
        group(1, [
          { ...member('one', 'a', 'InService', 1), protectedFromScaleIn: true },
          member('two', 'b', 'InService', 2),
        ]),
      ),
      { launch: [], terminate: ['two'] },
    ],
    ['replaces the broken', plan(group(2, two()), ['one']), { launch: ['a'], terminate: ['one'] }],
    [
      'replaces nothing while ReplaceUnhealthy is suspended',
      plan(group(2, two(), { suspended: ['ReplaceUnhealthy'] }), ['one']),
      { launch: [], terminate: [] },
    ],
    [
      'launches nothing while Launch is suspended',
      plan(group(2, [], { suspended: ['Launch'] })),
      { launch: [], terminate: [] },
    ],
    [
      'ends nothing while Terminate is suspended',
      plan(group(0, two(), { suspended: ['Terminate'] })),
      { launch: [], terminate: [] },
    ],
    [
      'empties a group that is deleted',
      plan(group(2, two(), { deleting: true })),
      { launch: [], terminate: ['one', 'two'] },
    ],
  ])('%s', (_what, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
