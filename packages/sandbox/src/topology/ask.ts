import { randomUUID } from 'node:crypto';
import type { CallContext, RpcService, WireInput } from '../services/service.js';

/** Calls a service's operation from inside, with the input a client would send and the answer it would get. */
export type Ask = <Answer extends object>(service: RpcService, operation: string, input: WireInput) => Promise<Answer>;

/** @param place whose account and region the calls are made in */
export function insider(place: { readonly account: string; readonly region: string }): Ask {
  const call: CallContext = {
    ...place,
    requestId: randomUUID(),
    accessKeyId: null,
    callerArn: `arn:aws:iam::${place.account}:root`,
    signal: new AbortController().signal,
  };
  return async <Answer extends object>(service: RpcService, operation: string, input: WireInput) => {
    const definition = service.operations[operation];
    if (!definition) throw new Error(`The sandbox's ${service.name} has no ${operation}.`);
    return ((await definition.handle(input, call)) ?? {}) as Answer;
  };
}
