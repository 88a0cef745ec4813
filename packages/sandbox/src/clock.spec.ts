import { scaledClock } from './clock.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('lets waiting periods pass faster than the wall', () => {
  const passed: string[] = [];
  const clock = scaledClock(100);
  clock.after(60_000, () => passed.push('a minute'));
  const cancel = clock.after(30_000, () => passed.push('cancelled'));
  cancel();
  jest.advanceTimersByTime(599);
  expect(passed).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(passed).toEqual(['a minute']);
});

it('does not take the longest waits for the shortest', () => {
  let called = false;
  scaledClock(0.1).after(30 * 86_400_000, () => (called = true));
  jest.advanceTimersByTime(86_400_000);
  expect(called).toBe(false);
});

it.each(['before', 'while'])('tells why a wait that was aborted %s it began came to nothing', async (moment) => {
  const ending = new AbortController();
  const reason = new Error('the sandbox is ending');
  if (moment === 'before') ending.abort(reason);
  const waited = scaledClock(1).sleep(60_000, ending.signal);
  ending.abort(reason);
  await expect(waited).rejects.toBe(reason);
});
