/** One call as the gateway saw it. */
export interface LoggedCall {
  /** When it arrived, ms since the epoch. */
  readonly at: number;
  readonly requestId: string;
  /** Credential scope of the service, such as `codedeploy`; `unknown` where none could be told. */
  readonly service: string;
  readonly operation: string;
  /** IAM action the call is judged on; null where no such operation exists. */
  readonly action: string | null;
  /** ARNs the action is judged on; `*` where it has no resource types. */
  readonly resources: readonly string[];
  readonly callerArn: string | null;
  readonly accessKeyId: string | null;
  readonly status: number;
  readonly errorCode: string | null;
  readonly durationMs: number;
}

export interface CallLog {
  add(call: LoggedCall): void;
  /** Oldest first. */
  all(): readonly LoggedCall[];
}

/** Keeps the last `capacity` calls. */
export function createCallLog(capacity = 20_000): CallLog {
  const ring: LoggedCall[] = [];
  let next = 0;
  return {
    add(call) {
      ring[next] = call;
      next = (next + 1) % capacity;
    },
    all: () => (ring.length < capacity ? ring.slice() : [...ring.slice(next), ...ring.slice(0, next)]),
  };
}
