import type { OperationContext } from '../../domain/context.js';
import type { Color } from '../../domain/color.js';
import { BlueGreenError } from '../../domain/errors.js';
import type { BlueGreenEvent } from '../../domain/events.js';
import type { ReleaseRef } from '../../domain/release.js';
import { askVersion, identityOf, type VersionAnswer } from './ask-version.js';
import { assertNotAborted, pause } from './operation-errors.js';

/** Right answers in a row that prove a shift. */
const WANTED = 10;
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
}

/**
 * Proves through the production listener that the new colour answers: fresh connections until ten right answers in a
 * row. The former colour's answers are borne until the deadline, for a load balancer takes a moment to follow its own
 * configuration; a server error or a relapse after the first right answer starts the count again.
 *
 * @throws PROBE_FAILED.
 */
export async function* probeLive(
  context: OperationContext,
  input: ProbeInput,
): AsyncGenerator<BlueGreenEvent, void, void> {
  const startedAt = context.clock.now();
  let row = 0;
  let serverErrors = 0;
  let wait = FIRST_PAUSE_MS;
  for (;;) {
    assertNotAborted(context);
    const asked = Array.from({ length: Math.min(AT_ONCE, WANTED - row) }, () =>
      askVersion(context, context.config.productionUrl, {}),
    );
    let complaint: string | null = null;
    for (const answer of await Promise.all(asked)) {
      const wrong = complaintAbout(answer, input);
      row = wrong ? 0 : row + 1;
      if (answer.status !== null && answer.status >= 500) serverErrors += 1;
      complaint = wrong ?? complaint;
    }
    if (row >= WANTED) break;
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
  yield { type: 'probe.passed', color: input.color, answers: WANTED, elapsedMs: context.clock.now() - startedAt };
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
  return new BlueGreenError(
    'PROBE_FAILED',
    `${color} did not answer as it should through the load balancer: ${reason}.`,
    `Traffic is back where it was. See what ${color} says with \`bluegreen validate ${color}\`.`,
    { evidence: [reason] },
  );
}
