import type { LifecycleEventName } from '@bluegreen/appspec';

/** What can go wrong with a call. */
export type CallFaultKind =
  'throttle' | 'error' | 'timeout' | 'reset' | 'slow' | 'stale' | 'conflict' | 'hold' | 'published-rates';

/** What can go wrong on an instance. */
export type HostFaultKind =
  | 'instance-dies'
  | 'agent-dies'
  | 'agent-freezes'
  | 'hook-hangs'
  | 'hook-floods'
  | 'hook-keeps-output-open'
  | 'disk-full';

/** Before the call had its effect, or after it and before the answer. */
export type Moment = 'before' | 'after';

interface FaultBase {
  readonly id: string;
  /** How many times it acts before it is spent. */
  readonly count: number | 'always';
  /** How many matches are let through first. */
  readonly skip: number;
  /** Share of the matches that it acts on, above 0 to 1. */
  readonly probability: number;
  /** Of the random numbers behind `probability`: the same seed and the same calls give the same faults. */
  readonly seed: number;
  /**
   * A call: text that occurs in a resource's ARN, an S3 key or the input. An instance: its id, its Auto Scaling group, or
   * the value of one of its tags, such as `blue`. Null matches all.
   */
  readonly where: string | null;
}

export interface CallFault extends FaultBase {
  readonly target: 'call';
  readonly kind: CallFaultKind;
  /** Credential scope, such as `elasticloadbalancing`; `*` for all. */
  readonly service: string;
  /** Name of the operation; `*` for all. */
  readonly operation: string;
  readonly moment: Moment;
  /** Error code of the answer, for the kinds that answer one. */
  readonly code: string | null;
  /** HTTP status of the answer. */
  readonly status: number | null;
  /** `slow`: the delay. `timeout`: after which the connection is closed; null leaves it open. */
  readonly ms: number | null;
}

export interface HostFault extends FaultBase {
  readonly target: 'host';
  readonly kind: HostFaultKind;
  /** The lifecycle event it waits for; null acts at once where that is possible, and at the next event otherwise. */
  readonly event: LifecycleEventName | null;
}

export type Fault = CallFault | HostFault;

type Given<Full> = Partial<Omit<Full, 'target' | 'kind' | 'where' | 'event' | 'code' | 'status' | 'ms'>>;

/** A fault as one asks for it: all but the kind has a default. */
export type FaultRule =
  | ({
      readonly kind: CallFaultKind;
      readonly where?: string;
      readonly code?: string;
      readonly status?: number;
      readonly ms?: number;
    } & Given<CallFault>)
  | ({ readonly kind: HostFaultKind; readonly where?: string; readonly event?: LifecycleEventName } & Given<HostFault>);

/** A call that a `hold` keeps waiting. */
export interface HeldCall {
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly moment: Moment;
  readonly resources: readonly string[];
}

/** A fault as it stands. */
export type FaultStatus = Fault & {
  /** How many calls or events it has acted on. */
  readonly acted: number;
  /** How many it has met, acted on or not. */
  readonly met: number;
  /** False once it is spent. */
  readonly armed: boolean;
  readonly held: readonly HeldCall[];
};
