import type { GateVerdict } from '../domain/plan.js';
import { messagesOf } from './messages-of.js';
import type { Language } from './messages.js';
import { sentenceIn } from './sentences.js';

export interface GateDescription {
  /** Such as `Targets healthy`. */
  readonly name: string;
  /** The verdict as a word. */
  readonly verdict: string;
  readonly passed: boolean;
  readonly summary: string;
  readonly evidence: readonly string[];
  readonly next: string | null;
}

/** A verdict in the parts that a front end lays out. Pure. */
export function describeGate(verdict: GateVerdict, language: Language = 'en'): GateDescription {
  const messages = messagesOf(language);
  return {
    name: messages.gates[verdict.gate],
    verdict: messages.verdicts[verdict.verdict],
    passed: verdict.verdict === 'pass',
    summary: sentenceIn(language, verdict.told, verdict.summary),
    evidence: verdict.evidence ?? [],
    next: verdict.next === undefined ? null : sentenceIn(language, verdict.nextTold, verdict.next),
  };
}

/** A verdict in one line. Pure. */
export function describeVerdict(verdict: GateVerdict, language: Language = 'en'): string {
  const { name, verdict: word, summary } = describeGate(verdict, language);
  return `${name}: ${word}. ${summary}`;
}
