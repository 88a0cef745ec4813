import type { LocatedMap } from './located.js';
import type { Report } from './report.js';

/** The agent skips keys it does not know without a word, so a misspelt key is a setting that silently does nothing. */
export function warnOfUnknownKeys(map: LocatedMap, known: readonly string[], path: string, report: Report): void {
  for (const entry of map.entries) {
    if (known.includes(entry.key)) continue;
    const likely = known.find((key) => plain(key) === plain(entry.key));
    const hint = likely === undefined ? `known here: ${known.join(', ')}` : `did you mean "${likely}"?`;
    const keyPath = path === '' ? entry.key : `${path}.${entry.key}`;
    report.warning('KEY_UNKNOWN', `the agent ignores the key "${entry.key}"; ${hint}`, keyPath, entry.keyAt);
  }
}

/** Case, separators and a plural ending are the usual slips. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '').replace(/s$/, '');
}
