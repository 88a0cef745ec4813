import type { Clock } from '@bluegreen/sdk';
import { sentence } from '../blocks/answers.js';
import { ticketMessage } from '../blocks/ticket-message.js';
import type { Environment } from '../policy/policy.js';
import type { SlackPort } from '../slack/slack-port.js';
import { isAtWork, isNews, type Ticket } from '../tickets/ticket.js';
import type { TicketStore } from '../tickets/ticket-store.js';
import type { Updates } from '../updates/scheduler.js';
import { wordsOf } from '../words/words.js';

export interface MessageParts {
  readonly slack: SlackPort;
  readonly updates: Updates;
  readonly clock: Clock;
}

/** Posts a ticket's message and puts its place on record. @throws SlackTrouble. */
export async function postMessage(
  { slack, clock }: MessageParts,
  store: TicketStore,
  ticket: Ticket,
  environment: Environment,
): Promise<Ticket> {
  const content = ticketMessage(ticket, environment, clock.now());
  const { ts } = await slack.post(ticket.channel, content, ticket.threadTs ?? undefined);
  const permalink = await slack.permalink(ticket.channel, ts).catch(() => null);
  const changed = await store.change(ticket.id, (now) => ({ ticket: { ...now, ts, permalink } }));
  return 'ticket' in changed ? changed.ticket : { ...ticket, ts, permalink };
}

/** Brings the message up to date. Resolves when it is shown, which is put on record unless somebody works on it. Never throws. */
export async function showTicket(
  parts: MessageParts,
  store: TicketStore,
  ticket: Ticket,
  environment: Environment,
): Promise<void> {
  const { updates, clock, slack } = parts;
  if (ticket.ts === null) return;
  const content = ticketMessage(ticket, environment, clock.now());
  const edited = await updates.edit({ channel: ticket.channel, ts: ticket.ts }, content, !isAtWork(ticket));
  const shown = async () => {
    if (isAtWork(ticket)) return;
    await store.change(ticket.id, (now) =>
      now.shown || isNews(ticket, now) ? { refusal: 'NOT_WAITING' } : { ticket: { ...now, shown: true } },
    );
  };
  const follow = async () => {
    const now = await store.read(ticket.id);
    if (now?.ts && now.ts !== ticket.ts) await showTicket(parts, store, { ...ticket, ts: now.ts }, environment);
  };
  try {
    if (edited === 'shown') return await shown();
    if (edited === 'superseded') return;
    if (edited.refused === 'message_not_found') {
      // Several edits may meet the gap; the one that empties the place posts anew.
      const taken = await store.change(ticket.id, (now) =>
        now.ts === ticket.ts ? { ticket: { ...now, ts: null } } : { refusal: 'NOT_WAITING' },
      );
      if (!('ticket' in taken)) return await follow();
      await postMessage(parts, store, ticket, environment);
      const told = sentence(wordsOf(ticket.language).messageGone);
      await slack.whisper(ticket.channel, ticket.requestedBy.id, told).catch(() => undefined);
      // An end that came while there was no place to show it.
      const newest = await store.read(ticket.id);
      if (newest && newest.state !== ticket.state) await showTicket(parts, store, newest, environment);
      else await shown();
    }
  } catch {
    // It stays on record as not shown, so that the next round of the watch tries again.
  }
}
