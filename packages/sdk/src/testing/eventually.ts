const DEADLINE_MS = 5_000;
const PAUSE_MS = 20;

/** Waits until the condition holds; rejects when it does not come to that within `deadlineMs`. */
export async function eventually(condition: () => boolean | Promise<boolean>, deadlineMs = DEADLINE_MS): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not come to this: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
