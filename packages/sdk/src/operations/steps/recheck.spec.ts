import { fakeWorld, GROUP_ARNS, type FakeWorld } from '../../testing/index.js';
import { observe } from './observe.js';
import { assertRoutesFresh, recheck } from './recheck.js';

/** What looking again says after the world was changed; undefined when it finds nothing. */
async function lookAgain(change: (world: FakeWorld) => void, given = fakeWorld()): Promise<unknown> {
  const { snapshot } = await observe(given.ctx);
  change(given);
  const now = await recheck(given.ctx, snapshot, 'green');
  const expected = snapshot.routes.map((route) => route.actions);
  try {
    assertRoutesFresh(snapshot, now, expected);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('recheck', () => {
  it('finds nothing where nothing changed, strays that were known included', async () => {
    const groups = [{ targetGroupArn: GROUP_ARNS.blue, weight: 1 }];
    const world = fakeWorld({ listeners: 2, strays: [[{ type: 'forward', groups }]] });
    expect(await lookAgain(() => undefined, world)).toBeUndefined();
  });

  it.each<[string, (world: FakeWorld) => void, RegExp, RegExp]>([
    ['traffic was moved', (world) => world.moveTraffic('green'), /^green went live/, /^changed: listener /],
    [
      'a route was changed in detail',
      ({ state }) =>
        state.write(state.routes[0]!.arn, [
          {
            type: 'forward',
            groups: [{ targetGroupArn: GROUP_ARNS.blue, weight: 1 }],
            stickiness: { enabled: true, durationSeconds: 60 },
          },
        ]),
      /^A route was changed/,
      /^changed: listener /,
    ],
    [
      'a rule was added',
      ({ state }) => void state.routes.push({ ...state.routes[0]!, kind: 'rule', arn: 'rule-x' }),
      /^A route was added/,
      /^added: rule rule-x/,
    ],
    [
      'a route is gone',
      ({ state }) => void state.routes.splice(0, 1),
      /went live|was changed|No single/,
      /^changed: listener /,
    ],
    [
      'a stray began to send traffic',
      (world) => world.addStray('blue'),
      /outside the configuration/,
      /^not configured: listener /,
    ],
  ])('says PLAN_STALE when %s', async (_name, change, message, evidence) => {
    expect(await lookAgain(change)).toMatchObject({
      code: 'PLAN_STALE',
      message: expect.stringMatching(message),
      evidence: [expect.stringMatching(evidence)],
    });
  });
});
