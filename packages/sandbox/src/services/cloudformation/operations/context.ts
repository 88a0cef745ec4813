import type { CallContext, WireInput, WireOutput } from '../../service.js';
import type { Engine } from '../engine/engine.js';
import type { ReadTemplateText } from '../template-text.js';

export interface OperationContext {
  readonly engine: Engine;
  readonly readTemplateText: ReadTemplateText;
  /** Sandbox time that a changing operation takes to answer unless its work is done before. */
  readonly answerMs: number;
}

export interface Operation {
  /** ARNs for the IAM evaluation (contract E); omitted: judged on `*`. */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
  handle(input: WireInput, call: CallContext): WireOutput | Promise<WireOutput>;
}

/**
 * Resolves when the work on the stack is done, or after the time AWS itself may take to answer: clients look at the stack
 * once after that and then pause for half a minute.
 */
export async function unhurried({ engine, answerMs }: OperationContext, stackId: string): Promise<void> {
  const work = engine.running.get(stackId);
  if (!work || answerMs <= 0) return;
  const enough = new AbortController();
  const signal = AbortSignal.any([engine.signal, enough.signal]);
  const time = engine.clock.sleep(answerMs, signal).catch(() => undefined);
  await Promise.race([work, time]);
  enough.abort();
}
