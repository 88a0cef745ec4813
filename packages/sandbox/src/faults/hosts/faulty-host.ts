import type { EventOutcome, LifecycleEventName } from '@bluegreen/appspec';

/** An instance as faults see it. */
export interface FaultyHost {
  readonly id: string;
  readonly groupName: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** File-system root. */
  readonly root: string;
  /** What hook scripts find in their environment; what is added here reaches the next script. */
  readonly environment: Record<string, string>;
  /** While true, what the agent writes fails with ENOSPC. */
  diskFull: boolean;
  /** The machine is lost. */
  crash(): void;
  setAgentAlive(alive: boolean): void;
}

/** One kind of fault on an instance. */
export interface HostKind {
  /** The lifecycle events it can act on. */
  readonly events: readonly LifecycleEventName[];
  /** Acts without an event; absent where only an event can go wrong. `cleared` is aborted when the fault is forgotten. */
  readonly now?: (host: FaultyHost, cleared: AbortSignal) => void;
  around(host: FaultyHost, run: () => Promise<EventOutcome>, cleared: AbortSignal): Promise<EventOutcome>;
}
