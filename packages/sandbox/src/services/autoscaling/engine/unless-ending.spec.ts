import { getEventListeners } from 'node:events';
import { unlessEnding } from './unless-ending.js';

const ended = new Error('the sandbox is ending');

it('leaves nothing on a signal that outlives the work, however that ends', async () => {
  const { signal } = new AbortController();
  await expect(unlessEnding(signal, Promise.resolve('done'))).resolves.toBe('done');
  await expect(unlessEnding(signal, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('stops waiting when the sandbox ends, and does not begin afterwards', async () => {
  const ending = new AbortController();
  const waiting = unlessEnding(ending.signal, new Promise(() => undefined));
  ending.abort(ended);
  await expect(waiting).rejects.toBe(ended);
  await expect(unlessEnding(ending.signal, Promise.resolve('late'))).rejects.toBe(ended);
});
