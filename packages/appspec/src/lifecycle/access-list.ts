import { formatAccessEntry, parseAccessEntry } from '../parse/access-entry.js';
import type { AccessEntry } from '../parse/access-entry.js';

/**
 * The whole access list setfacl is to set: the appspec's entries, and the base and default entries they leave out,
 * taken from the object's mode. `mode` is that of stat.
 */
export function wholeAccessList(entries: readonly string[], mode: number): string[] {
  const given = entries.map((entry) => parsed(entry, false));
  const [user, group, other] = [(mode >> 6) & 7, (mode >> 3) & 7, mode & 7];
  const add = (entry: string): void => void given.push(parsed(entry, true));
  const has = (forNewFiles: boolean, type: AccessEntry['type'] | 'named'): boolean =>
    given.some(
      (each) =>
        each.forNewFiles === forNewFiles &&
        (type === 'named' ? each.name !== '' : each.type === type && each.name === ''),
    );

  add(`u::${user}`);
  add(`g::${group}`);
  add(`o::${other}`);
  if (has(false, 'named') && !has(false, 'mask')) add(`m::${group}`);
  if (given.some((each) => each.forNewFiles)) {
    if (!has(true, 'user')) add(`d:u::${user}`);
    if (!has(true, 'group')) add(`d:g::${group}`);
    if (!has(true, 'other')) add(`d:o::${other}`);
    if (has(true, 'named') && !has(true, 'mask')) {
      const ofGroup = given.find((each) => each.forNewFiles && each.type === 'group' && each.name === '');
      given.push({ forNewFiles: true, type: 'mask', name: '', access: ofGroup?.access ?? '---' });
    }
  }
  return given.map(formatAccessEntry);
}

function parsed(entry: string, base: boolean): AccessEntry {
  const read = parseAccessEntry(entry, base);
  if (typeof read === 'string') throw new Error(read);
  return read;
}
