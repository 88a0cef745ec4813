import type { GateName, GateVerdict } from '../domain/plan.js';
import type { Told } from '../domain/sentences.js';
import { inEnglish } from '../narration/say.js';

/** A verdict whose sentences can be said in every language; their English text stands beside. */
export function judged(
  gate: GateName,
  verdict: GateVerdict['verdict'],
  told: Told,
  { evidence, next }: { readonly evidence?: readonly string[]; readonly next?: Told } = {},
): GateVerdict {
  return {
    gate,
    verdict,
    summary: inEnglish(told),
    told,
    ...(evidence && { evidence }),
    ...(next && { next: inEnglish(next), nextTold: next }),
  };
}
