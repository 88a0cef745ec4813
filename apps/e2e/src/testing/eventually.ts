const DEADLINE_MS = 4_000;

/** Lets everything else run until the condition holds; rejects when it does not come to that. */
export async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`It did not come to this: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
