import { observe } from '../operations/steps/observe.js';
import { fakeWorld, type FakeWorldOptions } from '../testing/index.js';
import { holdIntent } from './plan-hold.js';

const KEEPS_SERVING = ['AZRebalance', 'InstanceRefresh', 'Terminate'];
const FROZEN = [
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'Launch',
  'ReplaceUnhealthy',
  'ScheduledActions',
  'Terminate',
];
const BLUE = 'bluegreen-deployment-production-blue-asg';
const GREEN = 'bluegreen-deployment-production-green-asg';

async function intent(options: FakeWorldOptions, to: 'blue' | 'green' = 'green', desired?: number) {
  const { ctx, state } = fakeWorld(options);
  if (desired !== undefined) state.colors[to].scaling.desired = desired;
  const { snapshot } = await observe(ctx);
  const change = holdIntent(snapshot, to, ctx.config);
  return change && Object.fromEntries(change.groups.map((group) => [group.autoScalingGroup, group.held]));
}

describe('holdIntent', () => {
  it('lets the serving colour grow but not shrink, and freezes a destination that serves nobody', async () => {
    expect(await intent({})).toEqual({ [BLUE]: KEEPS_SERVING, [GREEN]: FROZEN });
  });

  it('never stops a colour that serves from growing, destination or not', async () => {
    expect(await intent({}, 'blue')).toEqual({ [BLUE]: KEEPS_SERVING, [GREEN]: KEEPS_SERVING });
  });

  it('lets a destination that still fills up launch what it lacks', async () => {
    const held = await intent({ instances: { green: 1 } }, 'green', 2);
    expect(held?.[GREEN]).toEqual(FROZEN.filter((process) => process !== 'Launch'));
  });

  it('holds only what was not suspended before, and nothing where all of it was', async () => {
    expect(await intent({ suspended: { blue: ['Terminate'], green: FROZEN } })).toEqual({
      [BLUE]: ['AZRebalance', 'InstanceRefresh'],
    });
  });

  it.each([
    ['there are no groups', { autoScaling: false }],
    ['all of it was suspended before', { suspended: { blue: KEEPS_SERVING, green: FROZEN } }],
  ])('is nothing when %s', async (_name, options) => {
    expect(await intent(options)).toBeNull();
  });

  it('is nothing when the settings say so', async () => {
    const { ctx } = fakeWorld();
    const { snapshot } = await observe(ctx);
    expect(holdIntent(snapshot, 'green', { ...ctx.config, holdCapacity: false })).toBeNull();
  });
});
