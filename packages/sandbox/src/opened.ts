/** What was opened so far, to be closed in reverse order. */
export interface Opened {
  later(close: () => Promise<void>): void;
  /** Closes all, whatever fails on the way; the failures are told at the end. Asked again, it is the same end. */
  closeAll(): Promise<void>;
}

export function openedThings(): Opened {
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const close = async () => {
    const failures: unknown[] = [];
    for (let last = closers.pop(); last; last = closers.pop()) {
      await last().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'The sandbox did not close cleanly.');
  };
  return {
    later: (closer) => void closers.push(closer),
    closeAll: () => (closing ??= close()),
  };
}
