import type { WireInput, WireOutput } from '../services/service.js';
import type { AnswerMemory } from './answer-memory.js';
import type { CallFacts, Client } from './call-facts.js';
import type { FaultBook, MetFault } from './fault-book.js';
import { interfere, isStale } from './interfere.js';
import { isRead } from './matches.js';

/** What the gateway asks about every call. */
export interface Interference {
  readonly book: Pick<FaultBook, 'meet'>;
  readonly memory: AnswerMemory;
}

/** Does the work of an RPC call, with the faults it met. */
export function carryOut(
  memory: AnswerMemory,
  met: readonly MetFault[],
  call: CallFacts & { readonly input: WireInput },
  client: Client,
  handle: () => WireOutput | Promise<WireOutput>,
): Promise<WireOutput> {
  return interfere(met, call, client, async () => {
    const output = await handle();
    if (!isRead(call.operation)) return output;
    const shown = isStale(met) ? memory.before(call, output) : output;
    memory.remember(call, output);
    return shown;
  });
}
