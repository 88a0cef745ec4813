/** The work's outcome; rejects when the sandbox ends first, so that nothing waits for a hook then. */
export async function unlessEnding<Outcome>(signal: AbortSignal, work: Promise<Outcome>): Promise<Outcome> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const ending = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, ending]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
