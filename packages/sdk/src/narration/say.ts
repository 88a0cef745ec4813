import { BlueGreenError, type ErrorCode } from '../domain/errors.js';
import type { SentenceKey, SentenceParameters, Told } from '../domain/sentences.js';
import { sentencesEn } from './sentences.en.js';

/** One sentence by its key; the compiler checks what fills it in. */
export function say<Key extends SentenceKey>(
  key: Key,
  ...given: object extends SentenceParameters[Key] ? [] : [SentenceParameters[Key]]
): Told {
  return { key, with: given[0] ?? {} } as Told;
}

export function inEnglish(told: Told): string {
  return (sentencesEn[told.key] as (given: object) => string)(told.with);
}

/** An error whose message and next step can be said in every language. */
export function toldError(
  code: ErrorCode,
  told: Told,
  nextTold: Told,
  details: { readonly evidence?: readonly string[]; readonly cause?: unknown } = {},
): BlueGreenError {
  return new BlueGreenError(code, inEnglish(told), inEnglish(nextTold), { ...details, told, nextTold });
}
