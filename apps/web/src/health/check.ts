/** One thing the app cannot work without. Resolves with a short finding; rejects with the reason it does not hold. */
export interface HealthCheck {
  readonly name: string;
  run(signal: AbortSignal): Promise<string>;
}

export interface HealthFinding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly elapsedMs: number;
}

/** Runs all checks at once; none may take longer than `deadlineMs`, however it hangs. */
export async function runChecks(checks: readonly HealthCheck[], deadlineMs: number): Promise<HealthFinding[]> {
  return Promise.all(checks.map((check) => runCheck(check, deadlineMs)));
}

async function runCheck(check: HealthCheck, deadlineMs: number): Promise<HealthFinding> {
  const started = performance.now();
  const finding = (ok: boolean, detail: string): HealthFinding => ({
    name: check.name,
    ok,
    detail,
    elapsedMs: Math.round(performance.now() - started),
  });
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      deadline.abort();
      reject(new Error(`no answer within ${deadlineMs} ms`));
    }, deadlineMs);
  });
  try {
    return finding(true, await Promise.race([check.run(deadline.signal), expired]));
  } catch (error) {
    return finding(false, error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}
