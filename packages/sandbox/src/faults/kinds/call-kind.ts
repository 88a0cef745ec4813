import type { CallFacts, Client } from '../call-facts.js';
import type { CallFault, HeldCall, Moment } from '../fault.js';

/** Does its harm to one call: returns to let it go on, throws AwsError to answer that, or NoAnswer for no answer at all. */
export type Disturb = (call: CallFacts, client: Client) => void | Promise<void>;

/** What an armed fault works with. */
export interface Tools {
  /** ms since the epoch. */
  readonly now: () => number;
  /** Resolves when a call that is held may go on; rejects with NoAnswer when its client goes away first. */
  hold(call: HeldCall, signal: AbortSignal): Promise<void>;
}

/** One kind of fault: when it can act, which members of a rule mean something to it, and what it does. */
export interface CallKind {
  /** The first is the default. */
  readonly moments: readonly [Moment, ...Moment[]];
  readonly members: readonly ('code' | 'status' | 'ms')[];
  /** Members without which the rule makes no sense. */
  readonly needs?: readonly ('code' | 'status' | 'ms')[];
  /** The one service it exists on. */
  readonly service?: string;
  /** How often it acts where the rule does not say. Default once. */
  readonly count?: 'always';
  arm(fault: CallFault, tools: Tools): Disturb;
}
