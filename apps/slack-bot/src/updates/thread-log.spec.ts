import { handClock } from '@bluegreen/sdk/testing';
import type { Content } from '../slack/slack-port.js';
import { SlackTrouble } from '../slack/trouble.js';
import { threadLog } from './thread-log.js';

/** A thread in which the calls of these numbers are refused. */
function scene(refused: readonly number[] = []) {
  const replies: string[] = [];
  let calls = 0;
  const post = (_channel: string, { text }: Content) => {
    if (refused.includes((calls += 1))) return Promise.reject(new SlackTrouble('ratelimited'));
    replies.push(text);
    return Promise.resolve({ ts: '1' });
  };
  return { replies, log: threadLog({ post }, handClock(0), 'C1', '1.0') };
}

it('gathers lines into one reply, and says nothing twice in a row', async () => {
  const { replies, log } = scene();
  for (const line of ['one', 'one', 'two', 'one']) log.add(line);
  await log.end();
  expect(replies).toEqual(['one\ntwo\none']);
});

it('loses no line, however many there are', async () => {
  const { replies, log } = scene();
  const lines = Array.from({ length: 200 }, (_, index) => `${index} <${'x'.repeat(90)}>`);
  for (const line of lines) log.add(line);
  await log.end();
  expect(replies.every((reply) => reply.length <= 2_900)).toBe(true);
  expect(replies.join('\n').replaceAll('&lt;', '<').replaceAll('&gt;', '>').split('\n')).toEqual(lines);
});

it('tries once more what Slack had no time for, then gives up', async () => {
  const again = scene([1]);
  again.log.add('one');
  await again.log.end();
  expect(again.replies).toEqual(['one']);
  const never = scene([1, 2, 3]);
  never.log.add('one');
  await never.log.end();
  expect(never.replies).toEqual([]);
});
