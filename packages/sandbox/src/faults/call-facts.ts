import type { WireInput } from '../services/service.js';

/** What a fault may know of a call. */
export interface CallFacts {
  readonly requestId: string;
  /** Credential scope. */
  readonly service: string;
  readonly operation: string;
  /** ARNs the call is judged on. */
  readonly resources: readonly string[];
  /** Input of an RPC call; null for S3. */
  readonly input: WireInput | null;
  /** The write is conditional (S3 If-Match or If-None-Match). */
  readonly conditional: boolean;
}

/** The client at the other end of a call. */
export interface Client {
  /** Aborted when it goes away. */
  readonly signal: AbortSignal;
}

/** Thrown instead of an answer: the client gets none. */
export class NoAnswer extends Error {
  constructor(
    /** `cut` resets the connection; `silent` leaves it open, for `ms` or until the client gives up. */
    readonly how: 'cut' | 'silent',
    readonly ms: number | null = null,
  ) {
    super('A fault withholds the answer.');
    this.name = 'NoAnswer';
  }
}
