/** One look at a running sandbox. */
export interface SandboxStatus {
  readonly id: string;
  readonly pid: number;
  /** Ends last of all: once it is gone, so is everything of the sandbox. */
  readonly watchdogPid?: number;
  readonly endpoint: string;
  readonly stateDir: string;
  /** ISO-8601. */
  readonly startedAt: string;
  readonly timeScale: number;
  /** False while it is still being built or restored. */
  readonly ready: boolean;
  readonly instances: readonly InstanceStatus[];
  readonly listeners: readonly ListenerStatus[];
  /** Where the production listener answers; null until it is there. */
  readonly productionUrl: string | null;
  readonly testUrl: string | null;
  /** Of the sandbox's own process, without its instances. */
  readonly memory: { readonly residentBytes: number };
}

export interface InstanceStatus {
  readonly id: string;
  /** `blue` or `green`; null for an instance of neither. */
  readonly color: string | null;
  readonly state: string;
  /** `127.0.x.y:port`. */
  readonly address: string;
  /** State in its colour's target group, such as `healthy`; `unregistered` when it is not in there. */
  readonly health: string;
}

export interface ListenerStatus {
  readonly arn: string;
  readonly port: number;
  /** Where it really listens. */
  readonly url: string;
  /** What its default action forwards to; empty where it forwards nowhere. */
  readonly forwards: readonly { readonly targetGroupArn: string; readonly weight: number }[];
}
