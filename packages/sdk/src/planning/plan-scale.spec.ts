import { observe } from '../operations/steps/observe.js';
import type { ScaleInput } from '../domain/operations.js';
import { fakeWorld, type FakeWorldOptions } from '../testing/index.js';
import { planScale } from './plan-scale.js';

type Given = FakeWorldOptions & { readonly wayBack?: 'blue' | 'green'; readonly deploying?: boolean };

async function plan(input: Omit<ScaleInput, 'color'> & { readonly color: 'blue' | 'green' }, given: Given = {}) {
  const world = fakeWorld(given);
  if (given.deploying) world.startForeignDeployment(input.color);
  const { snapshot } = await observe(world.ctx);
  const autoScalingGroup = world.ctx.config.colors[input.color].autoScalingGroup;
  const facts = { snapshot, color: input.color, autoScalingGroup, wayBack: given.wayBack ?? null };
  return planScale(facts, input, '2026-01-05T03:00:00.000Z');
}

describe('planScale', () => {
  it('plans the one number that was named, and leaves the bounds', async () => {
    expect(await plan({ color: 'green', desired: 4 })).toMatchObject({
      role: 'idle',
      before: { min: 0, max: 4, desired: 2 },
      after: { min: 0, max: 4, desired: 4 },
      losses: [],
      refusals: [],
    });
  });

  it.each<[string, Parameters<typeof plan>[0], Given, RegExp]>([
    ['the live colour to fewer than serve', { color: 'blue', desired: 1 }, {}, /--shrink-live/],
    [
      'the live colour to nothing, whatever is named',
      { color: 'blue', desired: 0, shrinkLive: true },
      {},
      /switch green/,
    ],
    ['the only way back to nothing', { color: 'green', desired: 0 }, { wayBack: 'green' }, /--give-up-rollback/],
    ['more than the maximum', { color: 'green', desired: 5 }, {}, /--max 5/],
    ['fewer than the minimum', { color: 'green', desired: 1, min: 2 }, {}, /--min 1/],
    ['bounds that cross', { color: 'green', desired: 2, min: 3, max: 2 }, {}, /other bounds/],
    ['a colour that is being deployed to', { color: 'green', desired: 3 }, { deploying: true }, /bluegreen status/],
    [
      'more instances than launch while launching is suspended',
      { color: 'green', desired: 3 },
      { suspended: { green: ['Launch'] } },
      /resume-processes .*green-asg --scaling-processes Launch/,
    ],
  ])('refuses %s, and says what would help', async (_name, input, given, next) => {
    const { refusals } = await plan(input, given);
    expect(refusals.map((refusal) => refusal.next)).toEqual([expect.stringMatching(next)]);
  });

  it.each<[string, Parameters<typeof plan>[0], Given, RegExp]>([
    [
      'the rollback',
      { color: 'green', desired: 0, giveUpRollback: true },
      { wayBack: 'green' },
      /instant rollback to GREEN/,
    ],
    ['half of the rollback', { color: 'green', desired: 1 }, { wayBack: 'green' }, /load of 2 instances to 1/],
    ['serving instances', { color: 'blue', desired: 1, shrinkLive: true }, {}, /1 instance of BLUE would stop serving/],
  ])('does what was named, and says that %s is lost', async (_name, input, given, loss) => {
    const { losses, refusals } = await plan(input, given);
    expect(refusals).toEqual([]);
    expect(losses).toEqual([expect.stringMatching(loss)]);
  });

  it.each<[string, Parameters<typeof plan>[0], Given]>([
    ['a colour nobody would go back to, to nothing', { color: 'green', desired: 0 }, {}],
    ['the live colour up', { color: 'blue', desired: 3 }, {}],
    ['beyond the old maximum with a new one', { color: 'green', desired: 6, max: 6 }, {}],
  ])('lets %s', async (_name, input, given) => {
    expect(await plan(input, given)).toMatchObject({ refusals: [], losses: [] });
  });

  it('has the same hash for the same world and wish alone', async () => {
    const [one, same, other] = await Promise.all(
      [3, 3, 4].map((desired) => plan({ color: 'green', desired }).then(({ hash }) => hash)),
    );
    expect(one).toBe(same);
    expect(other).not.toBe(one);
  });

  it('needs an Auto Scaling group', async () => {
    await expect(plan({ color: 'green', desired: 1 }, { autoScaling: false })).rejects.toMatchObject({
      code: 'RESOURCE_MISSING',
    });
  });
});
