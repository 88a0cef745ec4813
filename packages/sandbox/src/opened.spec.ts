import { openedThings } from './opened.js';

it('closes in reverse order, all of them, and tells what failed', async () => {
  const opened = openedThings();
  const closed: string[] = [];
  const failure = new Error('no');
  for (const name of ['first', 'second', 'third']) {
    opened.later(() => {
      closed.push(name);
      return name === 'second' ? Promise.reject(failure) : Promise.resolve();
    });
  }
  await expect(opened.closeAll()).rejects.toMatchObject({ errors: [failure] });
  expect(closed).toEqual(['third', 'second', 'first']);
});

it('has one end, whoever asks for it', async () => {
  const opened = openedThings();
  let release: () => void = () => undefined;
  let closed = 0;
  opened.later(() => {
    closed += 1;
    return new Promise((resolve) => (release = resolve));
  });
  const [one, other] = [opened.closeAll(), opened.closeAll()];
  release();
  await Promise.all([one, other]);
  expect(closed).toBe(1);
});
