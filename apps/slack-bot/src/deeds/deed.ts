import type { Clock } from '@bluegreen/sdk';
import type { Engines } from '../engines.js';
import type { MessageParts } from '../operations/message.js';
import type { Runner } from '../operations/runner.js';
import type { Environment } from '../policy/policy.js';
import type { Content, Person } from '../slack/slack-port.js';
import type { TicketStore } from '../tickets/ticket-store.js';

/** What every deed may use. */
export interface PerformParts extends MessageParts {
  readonly clock: Clock;
  readonly command: string;
  readonly environments: readonly Environment[];
  readonly environment: (name: string) => Environment;
  readonly engines: Engines;
  readonly store: (environment: string) => Promise<TicketStore>;
  readonly runner: Runner;
}

/** Who asked, where, and how to answer that person alone. */
export interface Asking {
  readonly person: Person;
  readonly channel: string;
  readonly threadTs: string | null;
  /** Opens a modal within three seconds of the asking; null where there is none. */
  readonly trigger: string | null;
  answer(content: Content): Promise<void>;
}

/** What came of it, for the record. */
export interface Performed {
  readonly code: string | null;
  readonly ticket: string | null;
  readonly permalink: string | null;
}

export const DONE: Performed = { code: null, ticket: null, permalink: null };
