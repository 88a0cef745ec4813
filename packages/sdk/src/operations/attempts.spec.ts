import type { Attempt } from '../domain/attempts.js';
import { collect, fakeWorld } from '../testing/index.js';
import { attempts, recordAttempt } from './attempts.js';

const at = (minute: number, more: Partial<Attempt> = {}): Attempt => ({
  at: `2026-01-05T03:0${minute}:00.000Z`,
  owner: '@jane (U0JANE)',
  surface: 'slack',
  link: 'https://team.slack.com/archives/C1/p1',
  asked: 'switch',
  outcome: 'refused',
  code: 'FORBIDDEN',
  request: null,
  ...more,
});

it('tells them newest first, as they were', async () => {
  const world = fakeWorld();
  for (const minute of [1, 3, 2]) await collect(recordAttempt(world.ctx, at(minute)));
  expect((await collect(attempts(world.ctx))).result).toEqual([at(3), at(2), at(1)]);
  expect((await collect(attempts(world.ctx, { limit: 1 }))).result).toEqual([at(3)]);
});

it('keeps secrets out of the record, and what a person typed out of its key', async () => {
  const world = fakeWorld();
  await collect(recordAttempt(world.ctx, at(1, { asked: 'lock ../../xoxb-1234567890-abc AKIAIOSFODNN7EXAMPLE' })));
  const [[key, { body }] = ['', { body: '' }]] = [...world.documents];
  expect(key).toMatch(/^attempts\/\d{13}-[0-9a-f]{16}\.json$/);
  expect(body).not.toMatch(/1234567890|FODNN7/);
});

it('leaves out what is no attempt, and refuses a limit that makes no sense', async () => {
  const world = fakeWorld();
  await collect(recordAttempt(world.ctx, at(1)));
  for (const [key, body] of [
    ['attempts/readme.txt', 'hello'],
    ['attempts/9999999999990-00000000000000aa.json', '{"version":1}'],
    ['attempts/9999999999990-00000000000000ab.json', 'not json'],
  ] as const)
    world.documents.set(key, { body, version: 'odd' });
  expect((await collect(attempts(world.ctx))).result).toEqual([at(1)]);
  expect((await collect(attempts(world.ctx, { limit: 0 }))).error).toMatchObject({ code: 'USAGE_INVALID' });
});
