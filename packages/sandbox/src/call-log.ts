import type { Verdict } from './authorization/index.js';
import type { Demand } from './services/service.js';

/** One IAM action that a call needs, on each of the resources. */
export type CallDemand = Pick<Demand, 'action' | 'resources'>;

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
  /** Everything the call needs, its own action first. */
  readonly demands: readonly CallDemand[];
  /** What the caller's policies say to it; null where nobody judged (an unsigned call, no such operation, IAM off). */
  readonly verdict: Verdict | null;
  readonly callerArn: string | null;
  readonly accessKeyId: string | null;
  readonly status: number;
  readonly errorCode: string | null;
  readonly durationMs: number;
  /** Ids of the faults that acted on it; absent where there were none. */
  readonly faults?: readonly string[];
}

/** What was logged from one point on. */
export interface CallsSince {
  readonly calls: readonly LoggedCall[];
  /** Where to go on: the number of calls that were ever logged. */
  readonly next: number;
}

export interface CallLog {
  add(call: LoggedCall): void;
  /** Oldest first. */
  all(): readonly LoggedCall[];
  /** Those after the first `count` ever logged, as far as they are still kept. */
  since(count: number): CallsSince;
}

/** Keeps the last `capacity` calls. */
export function createCallLog(capacity = 20_000): CallLog {
  const ring: LoggedCall[] = [];
  let next = 0;
  let total = 0;
  const all = () => (ring.length < capacity ? ring.slice() : [...ring.slice(next), ...ring.slice(0, next)]);
  return {
    add(call) {
      ring[next] = call;
      next = (next + 1) % capacity;
      total += 1;
    },
    all,
    since(count) {
      const fresh = Math.max(0, total - count);
      return { calls: fresh === 0 ? [] : all().slice(-fresh), next: total };
    },
  };
}
