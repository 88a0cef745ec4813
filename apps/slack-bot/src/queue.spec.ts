import { createQueue } from './queue.js';

it('does so many at once, in order, and goes on after a failure', async () => {
  const queue = createQueue(2, () => new Promise(setImmediate));
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (number: number) => async () => {
    most = Math.max(most, (running += 1));
    order.push(number);
    await new Promise(setImmediate);
    running -= 1;
    if (number === 1) throw new Error('one');
    return number;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => queue(work(number))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect({ most, order }).toEqual({ most: 2, order: [0, 1, 2, 3, 4] });
});

it('begins when nothing more arrives, and at last even so', async () => {
  let arriving = 3;
  const queue = createQueue(1, async () => {
    if (arriving > 0) {
      arriving -= 1;
      void queue(() => Promise.resolve());
    }
    await new Promise(setImmediate);
  });
  expect(await queue(() => Promise.resolve(arriving))).toBe(0);
  arriving = Infinity;
  expect(await queue(() => Promise.resolve('in the middle of it'))).toBe('in the middle of it');
  arriving = 0;
});
