import { handClock } from '@bluegreen/sdk/testing';
import type { Content } from '../slack/slack-port.js';
import { SlackTrouble } from '../slack/trouble.js';
import { createUpdates } from './scheduler.js';

const content = (text: string): Content => ({ text, blocks: [] });
const place = (ts: string) => ({ channel: 'C1', ts });

/** A Slack that takes edits as `answer` says, by the number of the call. */
function scene(answer: (nth: number) => SlackTrouble | null = () => null) {
  const clock = handClock(0);
  const edits: { at: number; ts: string; text: string }[] = [];
  let calls = 0;
  const edit = async (_channel: string, ts: string, { text }: Content) => {
    const trouble = answer((calls += 1));
    await Promise.resolve();
    if (trouble) throw trouble;
    edits.push({ at: clock.now(), ts, text });
  };
  // The scheduler's own sleeps are what moves this clock.
  const driving = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms) };
  return { clock, edits, updates: createUpdates({ edit }, driving), calls: () => calls };
}

it('shows the newest content only, one second apart', async () => {
  const { edits, updates } = scene();
  const shown = await Promise.all(['1', '2', '3'].map((text) => updates.edit(place('a'), content(text))));
  expect(shown).toEqual(['shown', 'superseded', 'shown']);
  expect(edits).toEqual([
    { at: 0, ts: 'a', text: '1' },
    { at: 1_000, ts: 'a', text: '3' },
  ]);
});

it('shares one budget among all messages, and lets ends go first', async () => {
  const { edits, updates } = scene();
  const many = Array.from({ length: 40 }, (_, index) => updates.edit(place(`m${index}`), content('progress')));
  const end = updates.edit(place('end'), content('done'), true);
  await Promise.all([...many, end]);
  expect(edits.findIndex(({ ts }) => ts === 'end')).toBeLessThan(2);
  const within = edits.filter(({ at }) => at < 10_000).length;
  expect(within).toBeLessThanOrEqual(18);
  expect(edits).toHaveLength(41);
});

it('stands still for as long as Slack says', async () => {
  const { edits, updates } = scene((nth) =>
    nth === 1 ? new SlackTrouble('ratelimited', { retryAfterMs: 30_000 }) : null,
  );
  await Promise.all([updates.edit(place('a'), content('a'), true), updates.edit(place('b'), content('b'))]);
  expect(edits.map(({ at }) => at).every((at) => at >= 30_000)).toBe(true);
  expect(edits).toHaveLength(2);
});

it('never gives an end up, and gives progress up after a while', async () => {
  const lost = scene(() => new SlackTrouble('unreachable'));
  expect(await lost.updates.edit(place('a'), content('progress'))).toEqual({ refused: 'unreachable' });
  expect(lost.calls()).toBe(5);
  const back = scene((nth) => (nth <= 50 ? new SlackTrouble('unreachable') : null));
  expect(await back.updates.edit(place('a'), content('done'), true)).toBe('shown');
});

it('tells what Slack will never take', async () => {
  const { updates } = scene(() => new SlackTrouble('message_not_found'));
  expect(await updates.edit(place('a'), content('x'), true)).toEqual({ refused: 'message_not_found' });
});

it('lets nobody wait once it is stopped', async () => {
  const { updates } = scene(() => new SlackTrouble('ratelimited', { retryAfterMs: 3_600_000 }));
  const waiting = updates.edit(place('a'), content('x'), true);
  const next = updates.edit(place('b'), content('x'), true);
  updates.stop();
  expect(await next).toEqual({ refused: 'stopped' });
  expect(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).not.toBe('waits');
});
