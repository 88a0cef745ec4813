/** Keys of a bucket in the order S3 lists them: by their UTF-8 bytes. */
export interface SortedKeys {
  readonly all: readonly string[];
  add(key: string): void;
  remove(key: string): void;
  /** Index of the first key that is equal to or after `key`. */
  firstFrom(key: string): number;
  /** Index of the first key at or behind `from` that does not start with `prefix`; keys with it stand together. */
  firstWithout(prefix: string, from: number): number;
}

export function createSortedKeys(initial: Iterable<string> = []): SortedKeys {
  const keys = [...initial].sort(compareKeys);
  const firstFrom = (key: string) => bisect(0, keys.length, (index) => compareKeys(keys[index] ?? '', key) >= 0);
  return {
    all: keys,
    add(key) {
      const at = firstFrom(key);
      if (keys[at] !== key) keys.splice(at, 0, key);
    },
    remove(key) {
      const at = firstFrom(key);
      if (keys[at] === key) keys.splice(at, 1);
    },
    firstFrom,
    firstWithout: (prefix, from) => bisect(from, keys.length, (index) => !(keys[index] ?? '').startsWith(prefix)),
  };
}

/** Order of the UTF-8 forms, without making them: UTF-16 differs from it only around surrogates. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

function bisect(low: number, high: number, holds: (index: number) => boolean): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
