import type { BlueGreenError, ErrorCode } from '../domain/errors.js';
import { messagesOf } from './messages-of.js';
import type { Language } from './messages.js';
import { sentenceIn } from './sentences.js';

export interface ErrorDescription {
  readonly code: ErrorCode;
  readonly exitCode: number;
  /** What the code means, in the reader's language, and what happened here, which is English where it quotes AWS. */
  readonly title: string;
  /** The two parts of the title. */
  readonly heading: string;
  readonly message: string;
  readonly evidence: readonly string[];
  readonly next: string;
  readonly labels: { readonly next: string; readonly evidence: string };
}

/** An error in the parts that a front end lays out. Pure. */
export function describeError(error: BlueGreenError, language: Language = 'en'): ErrorDescription {
  const { errors, labels } = messagesOf(language);
  const { code, exitCode } = error;
  const message = sentenceIn(language, error.told, error.message);
  const next = sentenceIn(language, error.nextTold, error.next);
  // What the message says already is no evidence for it.
  const lines = error.evidence.filter((line) => line !== error.message);
  const evidence = lines.map((line) => sentenceIn(language, undefined, line));
  const heading = errors[code];
  return { code, exitCode, title: `${heading}. ${message}`, heading, message, evidence, next, labels };
}
