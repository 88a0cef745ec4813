import type { RouteAction } from '../domain/environment.js';
import type { Change, JournalDocument, JournalStep } from '../domain/journal.js';
import { planResume, type ResumeMode } from './plan-resume.js';

const forward = (name: string): RouteAction[] => [{ type: 'forward', groups: [{ targetGroupArn: name, weight: 1 }] }];
const blue = forward('blue');
const green = forward('green');
const warm: RouteAction[] = [
  {
    ...forward('blue')[0]!,
    groups: [
      { targetGroupArn: 'blue', weight: 1 },
      { targetGroupArn: 'green', weight: 0 },
    ],
  } as RouteAction,
];
const since = '2026-01-05T03:00:00.000Z';

type Purpose = 'reference' | 'shift' | 'restore';
const write = (purpose: Purpose, before: RouteAction[], after: RouteAction[], arns = ['a', 'b']): Change => ({
  kind: 'write-routes',
  purpose,
  routes: arns.map((arn) => ({ kind: 'listener', arn, listenerArn: arn, before, after })),
});
const groups = [{ autoScalingGroup: 'asg', suspendedBefore: [], held: ['Terminate'] }];

function entryOf(verb: string, ...changes: (Change | [Change, 'seen'])[]): JournalDocument {
  const steps = changes.map((given, index): JournalStep => {
    const [change, seen] = Array.isArray(given) ? given : [given, null];
    return { number: index + 1, change, startedAt: since, endedAt: seen && since, observed: seen };
  });
  return {
    ...{ version: 1, id: 'o', verb, owner: 'jane', surface: 'cli', link: null, sequence: null, reason: '' },
    ...{ startedAt: since, endedAt: null, end: null, from: 'blue', to: 'green', release: null, error: null },
    ...{ drivers: [], plan: { verb } as never, fromRelease: null, deploymentId: null, steps, proof: null },
  };
}

describe('planResume', () => {
  const shift = write('shift', blue, green);
  const create: Change = { kind: 'create-deployment', color: 'green', deploymentGroup: 'dg', key: 'k', token: 't' };

  it.each<[string, JournalDocument, a: RouteAction[] | null, b: RouteAction[] | null, Record<ResumeMode, string>]>([
    [
      'nothing intended',
      entryOf('switch'),
      blue,
      blue,
      { finish: 'carry-on', unwind: 'close failed-unmoved', settle: 'close failed-unmoved' },
    ],
    [
      'a shift intended, nothing moved',
      entryOf('switch', shift),
      blue,
      blue,
      { finish: 'carry-on', unwind: 'close failed-unmoved', settle: 'close failed-unmoved' },
    ],
    [
      'half moved',
      entryOf('switch', shift),
      green,
      blue,
      { finish: 'complete', unwind: 'restore rolled-back', settle: 'complete' },
    ],
    [
      'all moved',
      entryOf('switch', [shift, 'seen']),
      green,
      green,
      { finish: 'complete', unwind: 'restore rolled-back', settle: 'complete' },
    ],
    [
      'half restored',
      entryOf('switch', shift, write('restore', green, blue)),
      green,
      blue,
      { finish: 'restore rolled-back', unwind: 'restore rolled-back', settle: 'restore rolled-back' },
    ],
    [
      'all restored',
      entryOf('switch', shift, write('restore', green, blue)),
      blue,
      blue,
      { finish: 'close rolled-back', unwind: 'close rolled-back', settle: 'close rolled-back' },
    ],
    [
      'only referenced',
      entryOf('switch', write('reference', blue, warm, ['a'])),
      warm,
      null,
      { finish: 'carry-on', unwind: 'restore failed-unmoved', settle: 'restore failed-unmoved' },
    ],
    [
      'moved by somebody else',
      entryOf('switch', shift),
      forward('red'),
      blue,
      { finish: 'drifted', unwind: 'drifted', settle: 'drifted' },
    ],
    ['gone', entryOf('switch', shift), null, green, { finish: 'drifted', unwind: 'drifted', settle: 'drifted' }],
    [
      'a repair that had not begun',
      entryOf('repair', shift),
      blue,
      blue,
      { finish: 'close failed-unmoved', unwind: 'close failed-unmoved', settle: 'close failed-unmoved' },
    ],
    [
      'a deployment that was created',
      entryOf('deploy', create),
      blue,
      blue,
      { finish: 'follow', unwind: 'stop', settle: 'follow' },
    ],
    [
      'a deployment that was not',
      entryOf('deploy'),
      blue,
      blue,
      { finish: 'carry-on', unwind: 'close failed-unmoved', settle: 'close failed-unmoved' },
    ],
  ])('%s', (_name, entry, a, b, expected) => {
    const told = (mode: ResumeMode) => {
      const { action, end } = planResume(
        entry,
        new Map([
          ['a', a],
          ['b', b],
        ]),
        mode,
      );
      return action === 'close' || action === 'restore' ? `${action} ${end}` : action;
    };
    expect({ finish: told('finish'), unwind: told('unwind'), settle: told('settle') }).toEqual(expected);
  });

  it('writes back what each route read before the first write, not what a later one found', () => {
    const entry = entryOf('switch', write('reference', blue, warm, ['a']), write('shift', warm, green, ['a']));
    const { writes, former } = planResume(entry, new Map([['a', green]]), 'unwind');
    expect(writes).toMatchObject([{ actions: blue, route: { arn: 'a', actions: green } }]);
    expect(former).toMatchObject([{ arn: 'a', actions: blue }]);
  });

  it.each<[string, Change[] | [Change, 'seen'][], number]>([
    ['nothing when nothing was held', [shift], 0],
    ['what was held', [{ kind: 'hold-capacity', groups }], 1],
    [
      'what was being let go',
      [
        { kind: 'hold-capacity', groups },
        { kind: 'restore-capacity', groups },
      ],
      1,
    ],
    [
      'nothing when it was let go',
      [
        [{ kind: 'hold-capacity', groups }, 'seen'],
        [{ kind: 'restore-capacity', groups }, 'seen'],
      ],
      0,
    ],
  ])('lets scaling go: %s', (_name, changes, many) => {
    const { capacity } = planResume(
      entryOf('switch', ...changes),
      new Map([
        ['a', blue],
        ['b', blue],
      ]),
      'finish',
    );
    expect(capacity).toHaveLength(many);
    for (const change of capacity) expect(change).toEqual({ kind: 'restore-capacity', groups });
  });

  it('gives a group its size, or takes it back', () => {
    const sizes = { before: { min: 0, max: 4, desired: 2 }, after: { min: 0, max: 4, desired: 3 } };
    const entry = entryOf('scale', { kind: 'set-capacity', color: 'green', autoScalingGroup: 'asg', ...sizes });
    for (const mode of ['finish', 'unwind', 'settle'] as const)
      expect(planResume(entry, new Map(), mode)).toMatchObject({ action: 'resize', sizes: [{ number: 1 }] });
  });
});
