import type { OperationContext } from '../../domain/context.js';
import type { ProbeAnswer } from '../../domain/ports.js';
import type { VersionReport } from '../../domain/release.js';
import type { InstanceIdentity } from '../../gates/facts.js';

/** How long one request may take. */
export const ANSWER_TIMEOUT_MS = 5_000;

export interface VersionAnswer extends ProbeAnswer {
  /** Null when the answer is no version report. */
  readonly report: VersionReport | null;
  /** Why it is none; null when it is. */
  readonly trouble: string | null;
}

/** Asks `/version` once, on a fresh connection and past any cache. */
export async function askVersion(
  context: Pick<OperationContext, 'config' | 'probe' | 'signal'>,
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
  options: { readonly anyCertificate?: boolean } = {},
): Promise<VersionAnswer> {
  const answer = await context.probe.get(urlOf(baseUrl, context.config.paths.version), {
    ...options,
    headers: { ...headers, 'cache-control': 'no-cache' },
    timeoutMs: ANSWER_TIMEOUT_MS,
    signal: context.signal,
  });
  const report = reportOf(answer);
  return { ...answer, report, trouble: report ? null : troubleOf(answer) };
}

/** Every worker that an answer speaks for, the answering one included. */
export function identityOf(report: VersionReport): InstanceIdentity {
  const own = { worker: report.worker ?? 0, release: report.release, digest: report.digest ?? null };
  const listed = (report.workers ?? []).map((w) => ({
    worker: w.worker,
    release: w.release,
    digest: w.digest ?? null,
  }));
  const workers = listed.some((worker) => worker.worker === own.worker) ? listed : [own, ...listed];
  // A list that contradicts the process that wrote it must not hide what that process runs.
  const contradicted = listed.some(
    (w) => w.worker === own.worker && (w.release !== own.release || w.digest !== own.digest),
  );
  return {
    instance: report.instance ?? '',
    color: report.color ?? null,
    workers: contradicted ? [own, ...listed] : workers,
  };
}

export function urlOf(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** What an answer says of the process that gave it; null when it says nothing. */
export function reportOf({ status, body }: ProbeAnswer): VersionReport | null {
  return status === 200 ? parseReport(body) : null;
}

function parseReport(body: string): VersionReport | null {
  try {
    const value = JSON.parse(body) as Partial<VersionReport> | null;
    return typeof value?.release === 'string' ? (value as VersionReport) : null;
  } catch {
    return null;
  }
}

function troubleOf(answer: ProbeAnswer): string {
  if (answer.status === null) return answer.failure?.replace(/\.$/, '') ?? 'no answer';
  if (answer.status !== 200) return `status ${answer.status}`;
  return 'status 200, but no version report with a release';
}
