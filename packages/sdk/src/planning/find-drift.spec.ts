import type { Route, RouteAction } from '../domain/environment.js';
import type { Change } from '../domain/journal.js';
import { GROUP_ARNS } from '../testing/index.js';
import { assertUndrifted, findDrift, intendedAfter, intendedRoutes, type IntendedRoutes } from './find-drift.js';

type Writes = Extract<Change, { kind: 'write-routes' }>;
type Entry = Parameters<typeof intendedAfter>[1];

const blue = GROUP_ARNS.blue;
const green = GROUP_ARNS.green;
const to = (...groups: readonly (readonly [string, number])[]): RouteAction[] => [
  { type: 'forward', groups: groups.map(([targetGroupArn, weight]) => ({ targetGroupArn, weight })) },
];
const onBlue = to([blue, 1]);
const onGreen = to([green, 1]);
const route = (arn: string, actions: readonly RouteAction[]): Route => ({
  kind: 'listener',
  arn,
  listenerArn: arn,
  actions,
});

function entry(
  end: Entry['end'],
  writes: readonly (readonly [Writes['purpose'], string, readonly RouteAction[], readonly RouteAction[]])[],
  verb = 'switch',
): Entry {
  const steps = writes.map(([purpose, arn, before, after], index) => ({
    number: index + 1,
    change: {
      kind: 'write-routes',
      purpose,
      routes: [{ kind: 'listener', arn, listenerArn: arn, before, after }],
    } satisfies Writes,
    startedAt: '2026-01-05T03:00:00.000Z',
    endedAt: null,
    observed: null,
  }));
  return { verb, end, steps };
}

const SHIFT = ['shift', 'l1', onBlue, onGreen] as const;

describe('intendedAfter', () => {
  const former: IntendedRoutes = [route('l1', onBlue), route('l2', onBlue)];
  it.each<[string, Entry, IntendedRoutes | null]>([
    ['a move that stayed', entry('done', [SHIFT]), [route('l1', onGreen), route('l2', onBlue)]],
    ['a move that was undone', entry('rolled-back', [SHIFT]), former],
    [
      'a move that was undone from something nobody intended',
      entry('rolled-back', [['shift', 'l1', onGreen, onBlue]]),
      former,
    ],
    ['a move that never happened', entry('failed-unmoved', [SHIFT]), former],
    ['an operation that wrote no route', entry('done', []), former],
    ['an operation without an end', entry(null, [SHIFT]), null],
    ['an operation that needs attention', entry('needs-attention', [SHIFT]), null],
    [
      'the idle group referenced first, then the shift',
      entry('done', [['reference', 'l1', onBlue, to([blue, 1], [green, 0])], SHIFT]),
      [route('l1', onGreen), route('l2', onBlue)],
    ],
    ['all of them adopted', entry('done', [['restore', 'l1', onGreen, onGreen]], 'adopt'), [route('l1', onGreen)]],
  ])('knows what is intended after %s', (_name, given, expected) => {
    expect(intendedAfter(former, given)).toEqual(expected);
  });

  it('learns a route from the first move that undid itself', () => {
    expect(intendedAfter(null, entry('rolled-back', [SHIFT]))).toEqual([route('l1', onBlue)]);
  });

  it('adds up entries, newest first', () => {
    const back = entry('done', [['shift', 'l1', onGreen, onBlue]], 'rollback');
    expect(intendedRoutes([back, entry('done', [SHIFT])])).toEqual([route('l1', onBlue)]);
    expect(intendedRoutes([])).toBeNull();
  });
});

describe('findDrift', () => {
  const intended = [route('l1', onBlue)];
  const found = (actions: readonly RouteAction[]) =>
    findDrift([route('l1', actions)], GROUP_ARNS, intended).map(({ change }) => change);

  it.each<[string, readonly RouteAction[], readonly string[]]>([
    ['the same', onBlue, []],
    ['the same with another weight of a group that stands alone', to([blue, 100]), []],
    ['the other colour', onGreen, ['colour']],
    ['a share for the other colour', to([blue, 9], [green, 1]), ['colour']],
    ['the idle group referenced at weight 0', to([blue, 1], [green, 0]), ['detail']],
    [
      'stickiness',
      [{ type: 'forward', groups: [{ targetGroupArn: blue, weight: 1 }], stickiness: { enabled: true } }],
      ['detail'],
    ],
  ])('tells %s', (_name, actions, expected) => expect(found(actions)).toEqual(expected));

  it('tells a route that is gone, and overlooks one that was never on record', () => {
    expect(findDrift([route('l2', onGreen)], GROUP_ARNS, intended)).toEqual([
      { kind: 'listener', arn: 'l1', change: 'gone', expected: onBlue, actual: null },
    ]);
    expect(findDrift([route('l2', onGreen)], GROUP_ARNS, null)).toEqual([]);
  });
});

describe('assertUndrifted', () => {
  const drift = (actions: readonly RouteAction[]) => ({
    drift: findDrift([route('l1', actions)], GROUP_ARNS, [route('l1', onBlue)]),
  });

  it('names the route, what was recorded, what is read, and both ways out', () => {
    const attempt = () => {
      try {
        assertUndrifted(drift(onGreen));
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(attempt()).toMatchObject({
      code: 'DRIFTED',
      exitCode: 9,
      evidence: ['listener l1', expect.stringContaining(blue), expect.stringContaining(green)],
      next: expect.stringMatching(/bluegreen repair`.*bluegreen repair --adopt/),
    });
  });

  it('bears what moved no traffic', () => {
    expect(() => assertUndrifted(drift(to([blue, 1], [green, 0])))).not.toThrow();
  });
});
