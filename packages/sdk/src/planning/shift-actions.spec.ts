import * as fc from 'fast-check';
import type { Color } from '../domain/color.js';
import { otherColor } from '../domain/color.js';
import type { RouteAction } from '../domain/environment.js';
import { readLiveColor, sharesOf } from './live-color.js';
import { sameActions } from './same-actions.js';
import { isReferenced, referenceIdle, shiftActions } from './shift-actions.js';

const groups = { blue: 'arn:blue', green: 'arn:green' };
type Forward = Extract<RouteAction, { type: 'forward' }>;

const color = fc.constantFrom<Color>('blue', 'green');
const stickiness = fc.option(
  fc.record({ enabled: fc.boolean(), durationSeconds: fc.integer({ min: 1, max: 604_800 }) }),
  { nil: undefined },
);
const weight = fc.integer({ min: 0, max: 999 });
const forward: fc.Arbitrary<Forward> = fc.record({
  type: fc.constant('forward' as const),
  order: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  groups: fc
    .uniqueArray(fc.constantFrom('arn:blue', 'arn:green', 'arn:canary'), { minLength: 1, maxLength: 3 })
    .chain((arns) =>
      fc.tuple(...arns.map((targetGroupArn) => fc.record({ targetGroupArn: fc.constant(targetGroupArn), weight }))),
    ),
  stickiness,
});
const other: fc.Arbitrary<RouteAction> = fc.record({
  type: fc.constant('other' as const),
  raw: fc.object({ maxDepth: 1 }),
});
/** A list as ELBv2 has it: any other actions, and one forward action. */
const actions = fc
  .tuple(fc.array(other, { maxLength: 2 }), forward)
  .map(([before, last]): RouteAction[] => [...before, last]);
const forwardOf = (list: readonly RouteAction[]) =>
  list.find((action): action is Forward => action.type === 'forward')!;

describe('shiftActions', () => {
  it('leaves everything but the groups of the one forward action alone', () => {
    fc.assert(
      fc.property(actions, color, fc.boolean(), (list, to, keepOther) => {
        const shifted = shiftActions(list, groups, to, { keepOther });
        expect(shifted.map((action) => (action.type === 'forward' ? { ...action, groups: [] } : action))).toEqual(
          list.map((action) => (action.type === 'forward' ? { ...action, groups: [] } : action)),
        );
        const strangers = (from: readonly RouteAction[]) =>
          forwardOf(from).groups.filter((g) => g.targetGroupArn === 'arn:canary');
        expect(strangers(shifted)).toEqual(strangers(list));
      }),
    );
  });

  it('gives the other colour nothing, and the new one all that both had', () => {
    fc.assert(
      fc.property(actions, color, fc.boolean(), (list, to, keepOther) => {
        const shifted = shiftActions(list, groups, to, { keepOther });
        expect(sharesOf(shifted, groups)[otherColor(to)]).toBe(0);
        expect(sharesOf(shifted, groups)[to]).toBeGreaterThan(0);
        expect(isReferenced([shifted], groups[otherColor(to)])).toBe(keepOther);
        for (const group of forwardOf(shifted).groups) expect(group.weight).toBeLessThanOrEqual(999);
      }),
    );
  });

  it('may be repeated, and comes back to where it was', () => {
    fc.assert(
      fc.property(actions, color, fc.boolean(), (list, to, keepOther) => {
        const once = shiftActions(list, groups, to, { keepOther });
        expect(shiftActions(once, groups, to, { keepOther })).toEqual(once);
        const back = shiftActions(shiftActions(once, groups, otherColor(to), { keepOther }), groups, to, { keepOther });
        expect(sameActions(back, once)).toBe(true);
      }),
    );
  });

  it('forwards to a single group alone at rest', () => {
    const list: RouteAction[] = [{ type: 'forward', groups: [{ targetGroupArn: 'arn:blue', weight: 1 }] }];
    expect(shiftActions(list, groups, 'green', { keepOther: false })).toEqual([
      { type: 'forward', groups: [{ targetGroupArn: 'arn:green', weight: 1 }] },
    ]);
  });

  it.each([[[]], [[{ type: 'other', raw: { Type: 'fixed-response' } }]]] as RouteAction[][][])(
    'refuses a list without a forward action',
    (list) => {
      expect(() => shiftActions(list, groups, 'green', { keepOther: false })).toThrow('no forward action');
    },
  );
});

describe('referenceIdle', () => {
  it('adds the group at weight 0 and moves no traffic', () => {
    fc.assert(
      fc.property(actions, color, (list, idle) => {
        const referenced = referenceIdle(list, groups, idle);
        expect(isReferenced([referenced], groups[idle])).toBe(true);
        expect(sharesOf(referenced, groups)).toEqual(sharesOf(list, groups));
        expect(referenceIdle(referenced, groups, idle)).toEqual(referenced);
      }),
    );
  });
});

describe('readLiveColor', () => {
  const route = (...weights: [string, number][]) => ({
    kind: 'listener' as const,
    arn: 'arn:listener',
    listenerArn: 'arn:listener',
    actions: [
      { type: 'forward' as const, groups: weights.map(([targetGroupArn, w]) => ({ targetGroupArn, weight: w })) },
    ],
  });
  it.each([
    ['one group alone', [route(['arn:blue', 1])], 'blue', { blue: 100, green: 0 }],
    ['100 and 0', [route(['arn:blue', 0], ['arn:green', 100])], 'green', { blue: 0, green: 100 }],
    ['a split', [route(['arn:blue', 1], ['arn:green', 3])], null, { blue: 25, green: 75 }],
    ['a hair of the other', [route(['arn:blue', 999], ['arn:green', 1])], null, { blue: 99.9, green: 0.1 }],
    ['all weights 0', [route(['arn:blue', 0], ['arn:green', 0])], null, { blue: 0, green: 0 }],
    ['a third group', [route(['arn:blue', 50], ['arn:canary', 50])], null, { blue: 50, green: 0 }],
    ['routes that agree', [route(['arn:green', 1]), route(['arn:green', 7])], 'green', { blue: 0, green: 100 }],
    ['routes that disagree', [route(['arn:green', 1]), route(['arn:blue', 1])], null, { blue: 50, green: 50 }],
    ['no route', [], null, { blue: 0, green: 0 }],
  ])('reads %s', (_name, routes, live, weights) => {
    const reading = readLiveColor(routes, groups);
    expect(reading).toMatchObject({ live, weights });
    expect(reading.disagreement === null).toBe(live !== null);
  });
});

describe('sameActions', () => {
  const list = (weight_: number, extra: object = {}): RouteAction[] => [
    { type: 'forward', groups: [{ targetGroupArn: 'arn:blue', weight: weight_ }], ...extra },
  ];
  it.each([
    ['the weight of a group alone', list(1), list(100), true],
    ['an order filled in by AWS', list(1), list(1, { order: 1 }), true],
    ['stickiness switched off', list(1), list(1, { stickiness: { enabled: false } }), true],
    ['stickiness switched on', list(1), list(1, { stickiness: { enabled: true, durationSeconds: 5 } }), false],
    ['weight 0', list(1), list(0), false],
    ['another group', list(1), [{ type: 'forward', groups: [{ targetGroupArn: 'arn:green', weight: 1 }] }], false],
    [
      'a further group at 0',
      list(1),
      [
        {
          type: 'forward',
          groups: [
            { targetGroupArn: 'arn:blue', weight: 1 },
            { targetGroupArn: 'arn:green', weight: 0 },
          ],
        },
      ],
      false,
    ],
    ['another action before it', list(1), [{ type: 'other', raw: {} }, ...list(1)], false],
    [
      'keys of a raw action in another order',
      [{ type: 'other', raw: { a: 1, b: 2 } }],
      [{ type: 'other', raw: { b: 2, a: 1 } }],
      true,
    ],
  ] as [string, RouteAction[], RouteAction[], boolean][])('knows %s', (_name, left, right, same) => {
    expect(sameActions(left, right)).toBe(same);
    expect(sameActions(right, left)).toBe(same);
  });
});
