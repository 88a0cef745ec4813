import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import type { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ReleaseRef } from '../../domain/release.js';
import { say, toldError } from '../../narration/say.js';
import type { ProofWay, ProofWays } from '../../planning/proof-ways.js';
import { askVersion, identityOf, type VersionAnswer } from './ask-version.js';
import { assertNotAborted, pause } from './operation-errors.js';

/** Right answers in a row that prove a shift, over all ways. */
const WANTED = 10;
/** Right answers in a row through each way: one round. */
const LEAST_A_WAY = 4;
/** Server errors after which the new colour is given up at once: clients are meeting them too. */
const MOST_SERVER_ERRORS = 10;
const AT_ONCE = 4;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

export interface ProbeInput {
  readonly color: Color;
  /** What must answer; null: any release of the right colour. */
  readonly release: ReleaseRef | null;
  /** Targets of the colour, to recognise answers that do not name theirs. */
  readonly instances: readonly string[];
  /** Ms since the epoch. */
  readonly deadlineMs: number;
  /** Through what to ask (`waysToProve`). */
  readonly ways: ProofWays;
}

/** One way in, and how far its proof has come. */
interface Progress {
  readonly way: ProofWay;
  row: number;
}

/**
 * Proves through every production listener whose route moved that the new colour answers: fresh connections, through all
 * ways at once, until ten right answers in a row in all and at least four through each. The former colour's answers are
 * borne until the deadline, for a load balancer takes a moment to follow its own configuration; a wrong answer starts the
 * count of its way again.
 *
 * @throws PROBE_FAILED.
 */
export async function* probeLive(
  context: OperationContext,
  input: ProbeInput,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const startedAt = context.clock.now();
  const { ways, readBackOnly } = input.ways;
  const wanted = Math.max(LEAST_A_WAY, Math.ceil(WANTED / ways.length));
  const all: Progress[] = ways.map((way) => ({ way, row: 0 }));
  let serverErrors = 0;
  let wait = FIRST_PAUSE_MS;
  for (;;) {
    assertNotAborted(context);
    const round = await askRound(context, input, all, wanted);
    serverErrors += round.serverErrors;
    if (all.every(({ row }) => row >= wanted)) break;
    const { complaint } = round;
    const late = complaint !== null && context.clock.now() + wait > input.deadlineMs;
    if (complaint && (late || serverErrors >= MOST_SERVER_ERRORS)) {
      const reason = late ? complaint : `${serverErrors} answers were server errors; the last: ${complaint}`;
      yield { type: 'probe.failed', color: input.color, reason };
      throw probeFailed(input, reason);
    }
    if (!complaint) continue;
    await pause(context, wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
  const elapsedMs = context.clock.now() - startedAt;
  const proven = ways.flatMap(({ routeArn }) => (routeArn ? [routeArn] : []));
  yield { type: 'probe.passed', color: input.color, answers: wanted * ways.length, elapsedMs, proven, readBackOnly };
}

/** Asks once more through every way that still lacks answers, a few requests each, all at the same time. */
async function askRound(
  context: OperationContext,
  input: ProbeInput,
  all: readonly Progress[],
  wanted: number,
): Promise<{ complaint: string | null; serverErrors: number }> {
  const lacking = all.filter(({ row }) => row < wanted);
  const answers = await Promise.all(
    lacking.flatMap((progress) =>
      Array.from({ length: Math.min(AT_ONCE, wanted - progress.row) }, async () => {
        const { url, headers, derived } = progress.way;
        return { progress, answer: await askVersion(context, url, headers, { anyCertificate: derived }) };
      }),
    ),
  );
  let complaint: string | null = null;
  let serverErrors = 0;
  for (const { progress, answer } of answers) {
    const wrong = complaintAbout(answer, input);
    progress.row = wrong ? 0 : progress.row + 1;
    if (answer.status !== null && answer.status >= 500) serverErrors += 1;
    if (wrong) complaint = all.length > 1 ? `${wrong} (${placeOf(progress.way)})` : wrong;
  }
  return { complaint, serverErrors };
}

function placeOf({ url, headers }: ProofWay): string {
  return headers['host'] ? `${url} for ${headers['host']}` : url;
}

/** Why this answer does not speak for the new colour; null when it does. */
function complaintAbout(answer: VersionAnswer, { color, release, instances }: ProbeInput): string | null {
  const { report } = answer;
  if (!report) return answer.trouble;
  const identity = identityOf(report);
  if (identity.color !== null && identity.color !== color) return `${identity.color} answered`;
  if (identity.color === null && !instances.includes(identity.instance))
    return 'an answer names neither colour nor instance';
  if (!release) return null;
  const wrong = report.release !== release.release || (release.digest !== '' && report.digest !== release.digest);
  return wrong ? `${report.release} answered instead of ${release.release}` : null;
}

function probeFailed({ color }: ProbeInput, reason: string): BlueGreenError {
  return toldError('PROBE_FAILED', say('probe.failed', { color, reason }), say('probe.failed.next', { color }), {
    evidence: [reason],
  });
}
