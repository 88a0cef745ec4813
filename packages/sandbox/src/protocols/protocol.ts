import type { AwsError, WireOutput } from '../services/service.js';

export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one RPC protocol words answers and errors. */
export interface RpcProtocol {
  answer(operation: string, output: WireOutput, requestId: string): Rendered;
  fail(error: AwsError, requestId: string): Rendered;
}
