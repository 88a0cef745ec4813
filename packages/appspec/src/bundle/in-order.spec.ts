import { inOrder } from './in-order.js';

describe('inOrder', () => {
  function workshop() {
    const open = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
    const begun: number[] = [];
    const work = (item: number): Promise<string> => {
      begun.push(item);
      return new Promise((resolve, reject) => open.set(item, { resolve: () => resolve(`done ${item}`), reject }));
    };
    return { open, begun, work };
  }

  it('works side by side within its limits and hands over in order', async () => {
    const { open, begun, work } = workshop();
    const results = inOrder([1, 2, 3, 4], (item) => item, work, { items: 3, bytes: 5 });
    const first = results.next();
    expect(begun).toEqual([1, 2]);
    open.get(2)?.resolve();
    open.get(1)?.resolve();
    expect(await first).toEqual({ done: false, value: 'done 1' });
    expect(await results.next()).toEqual({ done: false, value: 'done 2' });
    const third = results.next();
    expect(begun).toEqual([1, 2, 3]);
    open.get(3)?.resolve();
    await third;
    await results.return(undefined);
  });

  it('begins one item that is larger than the limit', () => {
    const { begun, work } = workshop();
    void inOrder([9, 1], (item) => item, work, { items: 5, bytes: 5 }).next();
    expect(begun).toEqual([9]);
  });

  it('fails with the first failure in order, after all that was begun has ended', async () => {
    const { open, work } = workshop();
    const results = inOrder([1, 2], () => 1, work, { items: 5, bytes: 5 });
    const first = results.next();
    let ended = false;
    void first.catch(() => (ended = true));
    open.get(1)?.reject(new Error('broken'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    open.get(2)?.reject(new Error('later'));
    await expect(first).rejects.toThrow('broken');
  });
});
