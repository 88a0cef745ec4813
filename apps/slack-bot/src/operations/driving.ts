import type { Engines } from '../engines.js';
import type { Environment } from '../policy/policy.js';
import type { Ticket } from '../tickets/ticket.js';
import type { TicketStore } from '../tickets/ticket-store.js';
import type { MessageParts } from './message.js';

/** What a replica needs in order to drive tickets. */
export interface DriveParts extends MessageParts {
  readonly engines: Engines;
  readonly command: string;
  readonly environment: (name: string) => Environment;
  readonly store: (environment: string) => Promise<TicketStore>;
  /** Name of this process among the replicas. */
  readonly replica: string;
  /** How often a driver says that it lives, and looks whether it was asked to stop. */
  readonly beatMs: number;
  /** Ends all beats and writes: what still runs is left to another replica. */
  readonly halted: AbortSignal;
  readonly report: (error: unknown) => void;
}

/** One ticket in this replica's hands. */
export interface Drive {
  readonly store: TicketStore;
  readonly environment: Environment;
  readonly stop: AbortController;
  /** As this replica knows it; the store has what other replicas added. */
  view: Ticket;
}

/** What the message shows of the work, and a driver alone knows. */
export function progressOf({ live, colors, steps, operationId }: Ticket) {
  return { live, colors, steps, operationId };
}

export function aborted(): Error {
  return new DOMException('Somebody asked to abort.', 'AbortError');
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
