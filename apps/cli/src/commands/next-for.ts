import type { HistoryRecord, StatusResult } from '@bluegreen/sdk';

/** What to do about an operation that nobody drives any more. */
export const RESUME = 'bluegreen resume   # or, to take it back: bluegreen resume --unwind';

/** What the SDK calls the operation of a lease that cannot be read: it can be neither followed nor resumed. */
const UNREADABLE = 'unreadable';

/** What to do about an operation that is at work, or seems to be; null when there is none. */
export function nextForRunning({ operation }: Pick<StatusResult, 'operation'>): string | null {
  if (!operation) return null;
  if (operation.id === UNREADABLE)
    return 'bluegreen config explain bucket   # put the last good version of its lease.json back';
  if (operation.expired) return RESUME;
  return `bluegreen attach ${operation.id}   # if its process has died: bluegreen resume`;
}

/** What to do about operations without an end, the worst first; null when all of them ended. */
export function nextForHistory(records: readonly HistoryRecord[]): string | null {
  const find = (state: HistoryRecord['state']) => records.find((record) => record.state === state);
  if (find('unfinished')) return RESUME;
  const open = find('waiting') ?? find('running');
  return open ? `bluegreen attach ${open.id}` : null;
}
