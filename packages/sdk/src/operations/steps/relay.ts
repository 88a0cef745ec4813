/**
 * Runs a task that reports through a callback, and yields its reports as they come. A caller slower than the task sees
 * the latest report, not every one. The task is not ended by leaving early; give it a signal for that.
 */
export async function* relay<Report, Result>(
  task: (report: (value: Report) => void) => Promise<Result>,
): AsyncGenerator<Report, Result, void> {
  let latest: { value: Report } | null = null;
  let wake = () => {};
  let over = false;
  const running = task((value) => {
    latest = { value };
    wake();
  });
  const end = () => {
    over = true;
    wake();
  };
  running.then(end, end);
  for (;;) {
    const next = takeLatest();
    if (next) yield next.value;
    else if (over) return await running;
    else await new Promise<void>((resolve) => (wake = resolve));
  }

  function takeLatest(): { value: Report } | null {
    const taken = latest;
    latest = null;
    return taken;
  }
}
