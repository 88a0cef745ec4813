import type { Clock } from '@bluegreen/sdk';
import type { Environment } from '../policy/policy.js';
import { hasEnded, isAtWork, type Ticket } from '../tickets/ticket.js';
import type { TicketStore } from '../tickets/ticket-store.js';
import { expire } from '../tickets/transitions.js';
import { showTicket, type MessageParts } from './message.js';
import type { Runner } from './runner.js';

const DEPTH = 20;

export interface WatchParts extends MessageParts {
  readonly environments: readonly Environment[];
  readonly store: (environment: string) => Promise<TicketStore>;
  readonly runner: Runner;
  readonly clock: Clock;
  /** How often it looks. */
  readonly everyMs: number;
  /** How long a driver may be silent, by this replica's own clock. */
  readonly silentMs: number;
  readonly report: (error: unknown) => void;
}

/**
 * Looks for what a dead replica left: operations without a driver are taken up, questions and ends that nobody saw are
 * shown, plans that nobody decided on expire. A driver counts as dead when its beat stands still here; no two clocks are compared.
 */
export function startWatch(parts: WatchParts): { stop(): void } {
  const stopping = new AbortController();
  const seen = new Map<string, { readonly sign: string; readonly since: number }>();
  /** Ended and shown: nothing is left to do, so they need not be read again. */
  const settled = new Set<string>();
  const isSilent = (ticket: Ticket): boolean => {
    const sign = `${ticket.state} ${ticket.driver?.beat ?? '-'}`;
    const known = seen.get(ticket.id);
    if (known?.sign === sign) return parts.clock.now() - known.since >= parts.silentMs;
    seen.set(ticket.id, { sign, since: parts.clock.now() });
    return false;
  };
  const lookAt = async (environment: Environment) => {
    const store = await parts.store(environment.name);
    for (const ticket of await store.newest(DEPTH, (id) => settled.has(id) || parts.runner.drives(id))) {
      if (hasEnded(ticket) && ticket.shown) settled.add(ticket.id);
      if (isAtWork(ticket)) {
        if (isSilent(ticket)) parts.runner.take(environment.name, ticket.id, ticket.driver?.beat);
        continue;
      }
      const expired = await store.change(ticket.id, (now) => expire(now, parts.clock.now()));
      if ('ticket' in expired) void showTicket(parts, store, expired.ticket, environment);
      else if (!ticket.shown && isSilent(ticket)) void showTicket(parts, store, ticket, environment);
    }
  };
  const round = async () => {
    while (!stopping.signal.aborted) {
      for (const environment of parts.environments) await lookAt(environment).catch(parts.report);
      await parts.clock.sleep(parts.everyMs, stopping.signal);
    }
  };
  void round().catch(() => undefined);
  return { stop: () => stopping.abort(new Error('The bot stops.')) };
}
