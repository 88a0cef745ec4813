import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, pipeline } from 'node:stream';
import type { CallContext, RawService, VerifiedBody } from '../services/service.js';
import type { CallFacts } from './call-facts.js';
import type { MetFault } from './fault-book.js';
import { disturb, isStale } from './interfere.js';

/** One call of a raw service, read and judged. */
export interface RawCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly call: CallContext;
  readonly body: VerifiedBody;
}

/** Lets the service do its work, with the faults that the call met. */
export async function handleRawWithFaults(
  service: RawService,
  met: readonly MetFault[],
  facts: CallFacts,
  { request, response, url, call, body }: RawCall,
): Promise<void> {
  if (met.length === 0) return service.handle(request, response, url, call, body);
  // A connection tells that its client is gone only once everything before that was read.
  const taken = met.some(({ fault }) => fault.moment === 'before') ? takenIn(body) : body;
  await disturb(met, 'before', facts, call);
  let answered = false;
  const beforeAnswer = async () => {
    if (answered) return;
    answered = true;
    await disturb(met, 'after', facts, call);
  };
  try {
    await service.handle(request, response, url, { ...call, stale: isStale(met), beforeAnswer }, taken);
  } catch (error) {
    // What failed has an "after" too.
    await beforeAnswer();
    throw error;
  }
}

/** Bytes of a body that are kept while its call waits: more than the bundles of rehearsals have. */
const KEPT_BYTES = 256 * 1024 * 1024;

function takenIn(body: VerifiedBody): VerifiedBody {
  const stream = new PassThrough({ highWaterMark: KEPT_BYTES });
  // Its error is met by whoever reads the stream, if anybody does.
  stream.on('error', () => undefined);
  pipeline(body.stream, stream, () => undefined);
  return { ...body, stream };
}
