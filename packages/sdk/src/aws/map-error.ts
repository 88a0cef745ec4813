import { BlueGreenError, isBlueGreenError } from '../domain/errors.js';
import type { Told } from '../domain/sentences.js';
import { inEnglish } from '../narration/say.js';
import { factsOf, quoted, wireName } from './error-facts.js';
import type { CallFacts, WireError } from './error-facts.js';
import { ERROR_ROWS } from './error-rows.js';

/** What an AWS client rejected with, as the one error of the SDK; the original stays as its `cause`. */
export function mapError(error: unknown, call: CallFacts): BlueGreenError {
  if (isBlueGreenError(error)) return error;
  if (call.signal?.aborted) {
    // A deadline aborts with its own finished error; it says more than "aborted".
    const reason: unknown = call.signal.reason;
    if (isBlueGreenError(reason)) return reason;
    return new BlueGreenError(
      'ABORTED',
      `${call.operation} was interrupted.`,
      'Run `bluegreen status` to see what is true now.',
      {
        cause: error,
      },
    );
  }
  const facts = factsOf(error, call);
  const row = ERROR_ROWS.find((candidate) => candidate.names?.includes(facts.name) || candidate.when?.(facts));
  if (row) {
    const message = asTold(row.message(facts));
    const next = asTold(row.next(facts));
    const told = { told: message.told, nextTold: next.told };
    return new BlueGreenError(row.code, message.text, next.text, { cause: error, evidence: facts.evidence, ...told });
  }
  return new BlueGreenError(
    'AWS_REFUSED',
    `AWS refused ${facts.call} on ${facts.subject} (${facts.name}).${quoted(facts)}`,
    'Correct what AWS names, then run the same command again; `bluegreen config explain` shows the settings used.',
    { cause: error, evidence: facts.evidence },
  );
}

function asTold(sentence: Told | string): { text: string; told?: Told } {
  return typeof sentence === 'string' ? { text: sentence } : { text: inEnglish(sentence), told: sentence };
}

/** Whether a mapped error was one of these wire codes (without `Exception`). */
export function isRefusal(error: unknown, ...names: string[]): boolean {
  return isBlueGreenError(error) && names.includes(wireName(error.cause as WireError));
}

/** AWS's own words behind a mapped error. */
export function refusalText(error: unknown): string {
  return isBlueGreenError(error) && error.cause instanceof Error ? error.cause.message : '';
}
