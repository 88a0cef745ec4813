import * as fc from 'fast-check';
import { collect, fakeWorld, type FakeWorld } from '../testing/index.js';
import type { OperationContext } from '../domain/context.js';
import type { JournalDocument } from '../domain/journal.js';
import type { Operation } from '../domain/events.js';
import { attach } from '../operations/attach.js';
import { history } from '../operations/history.js';
import { lock } from '../operations/lock.js';
import { repair } from '../operations/repair.js';
import { resume } from '../operations/resume.js';
import { rollback } from '../operations/rollback.js';
import { scale } from '../operations/scale.js';
import { status } from '../operations/status.js';
import { steal } from '../operations/steal.js';
import { switchTraffic } from '../operations/switch-traffic.js';
import { unlock } from '../operations/unlock.js';
import type { LeaseDocument } from './lease-document.js';

const KEY = 'journal/9999999999990-broken.json';

/** A world with a lease and an entry as we write them. */
async function usedWorld() {
  const world = fakeWorld();
  await collect(switchTraffic(world.ctx));
  return world;
}

const put = (world: FakeWorld, key: string, body: string) => world.documents.set(key, { body, version: 'odd' });

const verbs: Record<string, (ctx: OperationContext) => Operation<unknown>> = {
  switch: (ctx) => switchTraffic(ctx),
  rollback: (ctx) => rollback(ctx),
  resume: (ctx) => resume(ctx),
  attach: (ctx) => attach(ctx),
  lock: (ctx) => lock(ctx, { reason: 'why' }),
  unlock: (ctx) => unlock(ctx),
  steal: (ctx) => steal(ctx, { reason: 'why' }),
  repair: (ctx) => repair(ctx),
  scale: (ctx) => scale(ctx, { color: 'blue', desired: 3 }),
};

const NOT_OURS = [
  'not json',
  '',
  '{}',
  '[]',
  'null',
  '42',
  '{"version":1}',
  '{"version":2,"state":"held"}',
  '{"__proto__":{"x":1}}',
];

describe('a lease that is none', () => {
  it.each(Object.keys(verbs).flatMap((verb) => NOT_OURS.map((body) => [verb, body] as const)))(
    'stops %s, by name, and is never overwritten: %s',
    async (verb, body) => {
      const world = await usedWorld();
      put(world, 'lease.json', body);
      const { error } = await collect(verbs[verb]!(world.ctx));
      expect(error).toMatchObject({ code: 'STATE_UNREADABLE' });
      expect(error!.message).toContain('lease.json');
      expect(world.documents.get('lease.json')).toMatchObject({ body, version: 'odd' });
      expect(world.live).toBe('green');
    },
  );

  it('still lets everybody look', async () => {
    const world = await usedWorld();
    put(world, 'lease.json', 'not json');
    const { result } = await collect(status(world.ctx));
    expect(result).toMatchObject({
      live: 'green',
      operation: { id: 'unreadable', reason: expect.stringContaining('lease.json') },
    });
  });
});

const wrongLeases: [string, (lease: LeaseDocument) => object][] = [
  ['a version of the future', (lease) => ({ ...lease, version: 3 })],
  ['a time to live of nothing', (lease) => ({ ...lease, ttlMs: 0 })],
  ['a time to live of a year', (lease) => ({ ...lease, ttlMs: 31_536_000_000 })],
  ['a key that leads elsewhere', (lease) => ({ ...lease, entry: '../../other/journal/x.json' })],
  ['an identifier that is a path', (lease) => ({ ...lease, operation: { ...lease.operation, id: '../x' } })],
  ['a number below zero', (lease) => ({ ...lease, operation: { ...lease.operation, fencing: -1 } })],
  ['a lock without a reason', (lease) => ({ ...lease, lock: { id: 'x' } })],
];

describe('a lease with one wrong member', () => {
  it.each(wrongLeases)('is unreadable: %s', async (_name, change) => {
    const world = await usedWorld();
    put(world, 'lease.json', JSON.stringify(change(world.lease!)));
    expect((await collect(switchTraffic(world.ctx))).error).toMatchObject({ code: 'STATE_UNREADABLE', exitCode: 8 });
  });
});

const wrongEntries: [string, (entry: JournalDocument) => unknown][] = [
  ['a lock of no shape', (entry) => ({ ...entry, id: 'broken', about: { lock: 'mine' } })],
  ['a drift that names no route', (entry) => ({ ...entry, id: 'broken', about: { drift: [{ change: 'gone' }] } })],
  [
    'a victim with a name that leads elsewhere',
    (entry) => ({ ...entry, id: 'broken', about: { victim: { id: '../x' } } }),
  ],
  ['another operation than its key', (entry) => ({ ...entry, id: 'other' })],
  ['a version of the future', (entry) => ({ ...entry, id: 'broken', version: 2 })],
  ['no driver', (entry) => ({ ...entry, id: 'broken', drivers: [] })],
  ['an end that does not exist', (entry) => ({ ...entry, id: 'broken', end: 'great' })],
  [
    'a change that does not exist',
    (entry) => ({ ...entry, id: 'broken', steps: [{ ...entry.steps[0], change: { kind: 'delete-everything' } }] }),
  ],
  [
    'a weight that ELBv2 does not have',
    (entry) => ({
      ...entry,
      id: 'broken',
      steps: [
        {
          ...entry.steps[0],
          change: {
            ...{ kind: 'write-routes', purpose: 'shift' },
            routes: [
              {
                ...{ kind: 'rule', arn: 'a', listenerArn: 'b', after: [] },
                before: [{ type: 'forward', groups: [{ targetGroupArn: 'x', weight: 1e9 }] }],
              },
            ],
          },
        },
      ],
    }),
  ],
];

describe('a journal entry that is none', () => {
  it.each([...NOT_OURS.map((body) => [body, () => body] as const), ...wrongEntries])(
    'stops whoever would act on it, with its key: %s',
    async (_name, change) => {
      const world = await usedWorld();
      const changed = change(world.journal[0]!);
      const body = typeof changed === 'string' ? changed : JSON.stringify(changed);
      put(world, KEY, body);
      for (const start of [history, rollback, resume]) {
        const { error } = await collect(start(world.ctx) as Operation<unknown>);
        expect(error).toMatchObject({ code: 'STATE_UNREADABLE', message: expect.stringContaining(KEY) });
      }
      expect(world.documents.get(KEY)).toMatchObject({ body, version: 'odd' });
      expect(world.live).toBe('green');
    },
  );

  it("is somebody else's under another key, and left alone", async () => {
    const world = await usedWorld();
    put(world, 'journal/0-notes.txt', 'hello');
    put(world, 'journal/../x.json', 'hello');
    expect((await collect(history(world.ctx))).result).toHaveLength(1);
  });

  it('never crashes anything, whatever JSON it holds', async () => {
    const world = await usedWorld();
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom('lease.json', KEY), async (body, key) => {
        world.documents.delete(KEY);
        const lease = world.documents.get('lease.json')!;
        put(world, key, body);
        const { error } = await collect(resume(world.ctx));
        expect(error?.code).toBe('STATE_UNREADABLE');
        world.documents.set('lease.json', lease);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a command on record that is none', () => {
  const idempotencyKey = 'queue/4711';
  const id = 'one';
  const startedAt = '2026-01-05T03:00:00.000Z';

  it.each([
    ...NOT_OURS,
    JSON.stringify({ version: 1, id: '../x', verb: 'switch', startedAt }),
    JSON.stringify({ version: 1, id, verb: 'switch', startedAt: 'soon' }),
    JSON.stringify({ version: 1, id, verb: 'switch', startedAt, idle: { lock: 'mine' } }),
    JSON.stringify({ version: 1, id, verb: 'switch', startedAt, entries: ['../../lease.json'] }),
  ])('stops the command, by name, and is never overwritten: %s', async (body) => {
    const world = fakeWorld();
    const switching = () => collect(switchTraffic(world.ctx, { idempotencyKey }));
    await switching();
    const key = [...world.documents.keys()].find((each) => each.startsWith('commands/'))!;
    put(world, key, body);
    const { error } = await switching();
    expect(error).toMatchObject({ code: 'STATE_UNREADABLE', message: expect.stringContaining(key) });
    expect(world.documents.get(key)).toMatchObject({ body, version: 'odd' });
    expect(world).toMatchObject({ live: 'green', writes: 1 });
  });
});
