/**
 * Runs `act` for every node, each as soon as all it needs have run well, those that are free side by side. After a failure
 * nothing new is begun, unless `keepGoing`: then only what needs the failed one is left out.
 * @returns what failed, and what was never begun
 */
export async function runGraph(
  nodes: readonly string[],
  needsOf: (node: string) => Iterable<string>,
  act: (node: string) => Promise<void>,
  { keepGoing = false } = {},
): Promise<{ readonly failed: ReadonlyMap<string, unknown>; readonly skipped: readonly string[] }> {
  const waiting = new Map(
    nodes.map((node) => [node, new Set([...needsOf(node)].filter((need) => nodes.includes(need)))]),
  );
  const failed = new Map<string, unknown>();
  const running = new Map<string, Promise<void>>();
  for (;;) {
    for (const [node, needs] of waiting) {
      if (needs.size > 0 || (failed.size > 0 && !keepGoing)) continue;
      waiting.delete(node);
      running.set(node, runOne(node));
    }
    if (running.size === 0) return { failed, skipped: [...waiting.keys()] };
    await Promise.race(running.values());
  }

  async function runOne(node: string): Promise<void> {
    try {
      await act(node);
      for (const needs of waiting.values()) needs.delete(node);
    } catch (error) {
      failed.set(node, error);
    } finally {
      running.delete(node);
    }
  }
}
