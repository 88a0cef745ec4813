import { compareKeys, createSortedKeys } from './sorted-keys.js';

describe('sorted keys', () => {
  it('orders as the UTF-8 bytes do, also around surrogates', () => {
    const keys = [
      '',
      'a',
      'a/',
      'a b',
      'A',
      'ä',
      'ab',
      '가',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '😀',
      '𐀀',
      'a😀',
      'a\uffff',
    ];
    const byBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...keys].sort(compareKeys)).toEqual(byBytes);
  });

  it('keeps its order through adding twice and removing what is not there', () => {
    const keys = createSortedKeys(['b', 'd']);
    for (const key of ['c', 'a', 'c']) keys.add(key);
    for (const key of ['b', 'x']) keys.remove(key);
    expect(keys.all).toEqual(['a', 'c', 'd']);
  });

  it('finds where keys behind a key or a prefix start', () => {
    const keys = createSortedKeys(['a', 'p/1', 'p/2', 'q']);
    expect([keys.firstFrom('p/'), keys.firstFrom('p/2'), keys.firstFrom('z')]).toEqual([1, 2, 4]);
    expect(keys.firstWithout('p/', 1)).toBe(3);
  });
});
