import type { Color } from '../../domain/color.js';
import type { OperationContext } from '../../domain/context.js';
import type { ProofSummary } from '../../domain/journal.js';
import type { ProbeAnswer } from '../../domain/ports.js';
import type { ReleaseRef } from '../../domain/release.js';
import { ANSWER_TIMEOUT_MS, reportOf, urlOf } from './ask-version.js';

type Context = Pick<OperationContext, 'config' | 'probe' | 'clock' | 'signal'>;

export interface ProofStreamInput {
  /** Base URL of every production listener (`productionUrlsOf`). */
  readonly urls: readonly string[];
  /** Requests a second through each; 0: none at all. */
  readonly perSecond: number;
  readonly path: string;
  /** The colour that traffic moves to, and what it runs: which answers are its own. */
  readonly color: Color;
  readonly release: ReleaseRef | null;
}

export interface ProofStream {
  /** To be called just before the first write of a route. */
  shifted(): void;
  /**
   * Sends one last request through each listener, waits for what is on its way (each request has its own deadline), and
   * tells what was seen; null when nothing was sent. The same answer for every later call.
   */
  stop(): Promise<ProofSummary | null>;
}

/** Names a proof keeps apart; an app that answers with ever new ones must not fill the journal. */
const MOST_RELEASES = 10;
const RELEASE_NAME = /^[A-Za-z0-9._+-]{1,64}$/;
const UNKNOWN = 'unknown';

/**
 * Watches as a client would while traffic moves: a small steady stream of requests, each on a fresh connection, through
 * every production listener. Never throws, and decides nothing. It ends at the latest when the operation is aborted.
 */
export function startProofStream(context: Context, input: ProofStreamInput): ProofStream {
  const { clock } = context;
  const stopping = new AbortController();
  const seen = createLedger();
  const urls = input.perSecond > 0 ? input.urls : [];
  const lanes = urls.map((url) => sendThrough(context, input, url, seen, stopping.signal));
  let stopped: Promise<ProofSummary | null> | undefined;
  return {
    shifted: () => void (seen.shiftedAt ??= steadyNow(clock)),
    stop: () =>
      (stopped ??= (async () => {
        stopping.abort();
        await Promise.all(lanes);
        return seen.sent === 0 ? null : summaryOf(seen);
      })()),
  };
}

interface Ledger {
  sent: number;
  answered: number;
  failed: number;
  longestGapMs: number;
  readonly byRelease: Map<string, number>;
  shiftedAt: number | undefined;
  firstAnswerAt: number | null;
  lastFormerAnswerAt: number | null;
}

function createLedger(): Ledger {
  const counts = { sent: 0, answered: 0, failed: 0, longestGapMs: 0 };
  return {
    ...counts,
    byRelease: new Map(),
    shiftedAt: undefined,
    firstAnswerAt: null,
    lastFormerAnswerAt: null,
  };
}

/** One listener's requests, evenly spaced whether or not earlier ones were answered. Resolves when the last one is over. */
async function sendThrough(
  context: Context,
  input: ProofStreamInput,
  baseUrl: string,
  seen: Ledger,
  stopping: AbortSignal,
): Promise<void> {
  const { clock, signal } = context;
  const over = signal ? AbortSignal.any([signal, stopping]) : stopping;
  const url = urlOf(baseUrl, input.path);
  const everyMs = 1_000 / input.perSecond;
  const startedAt = steadyNow(clock);
  let lastRight = startedAt;
  const onWay = new Set<Promise<void>>();
  // Only where clients go by this very address does its certificate have to be right.
  const anyCertificate = baseUrl !== context.config.productionUrl;
  const ask = async () => {
    const answer = await askOnce(context, url, anyCertificate);
    if (answer === null) return;
    const now = steadyNow(clock);
    count(seen, answer, input, now);
    if (!isRight(answer)) return;
    seen.longestGapMs = Math.max(seen.longestGapMs, now - lastRight);
    lastRight = now;
  };
  for (let nth = 1; !over.aborted; nth += 1) {
    const asking = ask();
    onWay.add(asking);
    void asking.then(() => onWay.delete(asking));
    await clock.sleep(Math.max(0, startedAt + nth * everyMs - steadyNow(clock)), over).catch(() => undefined);
  }
  // However quick the move was, one answer comes after it.
  if (!signal?.aborted) onWay.add(ask());
  await Promise.all(onWay);
  // Had the answers ceased for good, no later one would tell of the gap.
  seen.longestGapMs = Math.max(seen.longestGapMs, steadyNow(clock) - lastRight);
}

/** Null for a request that we gave up ourselves because the operation was aborted: it tells nothing. */
async function askOnce({ probe, signal }: Context, url: string, anyCertificate: boolean): Promise<ProbeAnswer | null> {
  const options = { headers: { 'cache-control': 'no-cache' }, timeoutMs: ANSWER_TIMEOUT_MS, signal };
  try {
    return await probe.get(url, { ...options, anyCertificate });
  } catch (error) {
    if (signal?.aborted) return null;
    return { status: null, body: '', failure: String(error), elapsedMs: 0 };
  }
}

/** A correction of the machine's clock in the middle of a switch must not look like a gap. */
function steadyNow(clock: OperationContext['clock']): number {
  return clock.monotonic?.() ?? clock.now();
}

function isRight({ status }: ProbeAnswer): boolean {
  return status !== null && status < 500;
}

function count(seen: Ledger, answer: ProbeAnswer, { color, release }: ProofStreamInput, now: number): void {
  seen.sent += 1;
  if (!isRight(answer)) {
    seen.failed += 1;
    return;
  }
  seen.answered += 1;
  const report = reportOf(answer);
  const known = report && RELEASE_NAME.test(report.release) ? report.release : UNKNOWN;
  const name = seen.byRelease.has(known) || seen.byRelease.size < MOST_RELEASES ? known : UNKNOWN;
  seen.byRelease.set(name, (seen.byRelease.get(name) ?? 0) + 1);
  if (!report || seen.shiftedAt === undefined) return;
  const isNew = report.color ? report.color === color : report.release === release?.release;
  if (isNew) seen.firstAnswerAt ??= now;
  else seen.lastFormerAnswerAt = now;
}

function summaryOf(seen: Ledger): ProofSummary {
  const { sent, answered, failed, longestGapMs, byRelease, shiftedAt = 0 } = seen;
  const sinceShift = (at: number | null) => (at === null ? null : Math.round(at - shiftedAt));
  return {
    sent,
    answered,
    failed,
    longestGapMs: Math.round(longestGapMs),
    byRelease: Object.fromEntries(byRelease),
    firstAnswerMs: sinceShift(seen.firstAnswerAt),
    lastFormerAnswerMs: sinceShift(seen.lastFormerAnswerAt),
  };
}
