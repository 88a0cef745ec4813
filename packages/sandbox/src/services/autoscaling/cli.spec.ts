import { awsCli, hasAwsCli } from '../../testing/aws-cli.js';
import { startFleetWorld, type FleetWorld } from './testing/fleet-world.js';

// The CLI alone takes a second or two to start on a busy machine.
jest.setTimeout(60_000);

const blue = 'bluegreen-deployment-production-blue-asg';
const green = 'bluegreen-deployment-production-green-asg';

// Skipped where no aws CLI is installed: these are the guide's own commands, and only the CLI can say them.
(hasAwsCli ? describe : describe.skip)("the guide's aws autoscaling commands", () => {
  let world: FleetWorld;
  beforeEach(async () => {
    world = await startFleetWorld();
    world.scaling.groups.create({ name: blue, minSize: 0, maxSize: 4, desired: 2 });
    world.scaling.groups.create({ name: green, minSize: 1, maxSize: 4, desired: 1 });
    await world.clock.advance(10_000);
  });
  afterEach(() => world.close());

  const aws = (...words: string[]): Promise<string> => awsCli(world.endpoint, ['autoscaling', ...words]);

  it('describe-auto-scaling-groups counts the instances in service', async () => {
    const query =
      'AutoScalingGroups[*].{Name:AutoScalingGroupName,Desired:DesiredCapacity,Running:Instances[?LifecycleState==`InService`] | length(@)}';
    const answer: unknown = JSON.parse(
      await aws('describe-auto-scaling-groups', '--auto-scaling-group-names', blue, green, '--query', query),
    );
    expect(answer).toEqual([
      { Name: blue, Desired: 2, Running: 2 },
      { Name: green, Desired: 1, Running: 1 },
    ]);
  });

  it('update-auto-scaling-group --desired-capacity 0 empties a group whose minimum is 0, and no other (contract T4)', async () => {
    expect(await aws('update-auto-scaling-group', '--auto-scaling-group-name', blue, '--desired-capacity', '0')).toBe(
      '',
    );
    await expect(
      aws('update-auto-scaling-group', '--auto-scaling-group-name', green, '--desired-capacity', '0'),
    ).rejects.toMatchObject({
      stderr: expect.stringContaining('(ValidationError)'),
    });
    await world.clock.advance(60_000);
    expect(world.scaling.groups.instancesOf(blue)).toEqual([]);
    expect(world.scaling.groups.instancesOf(green)).toHaveLength(1);
  });
});
