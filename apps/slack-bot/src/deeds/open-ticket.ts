import { randomBytes } from 'node:crypto';
import { sentence } from '../blocks/answers.js';
import { escape } from '../blocks/mrkdwn.js';
import { titleOf } from '../blocks/ticket-message.js';
import type { Intent } from '../listeners/intents.js';
import { postMessage, showTicket } from '../operations/message.js';
import { isAtWork, newTicket, type Ticket } from '../tickets/ticket.js';
import { ticketId, type TicketStore } from '../tickets/ticket-store.js';
import * as transitions from '../tickets/transitions.js';
import { wordsOf } from '../words/words.js';
import type { Asking, Performed, PerformParts } from './deed.js';

/** One open ticket an environment: whoever comes second gets a link to it. A way back takes the place of a mere plan. */
export async function openTicket(
  intent: Extract<Intent, { kind: 'open' }>,
  asking: Asking,
  parts: PerformParts,
): Promise<Performed> {
  const { verb, environment, to, release, confirmed } = intent;
  const { person, channel, threadTs } = asking;
  const words = wordsOf(person.language);
  const store = await parts.store(environment);
  const id = ticketId(parts.clock.now(), randomBytes(8).toString('hex'));
  const createdAt = new Date(parts.clock.now()).toISOString();
  const requestedBy = { id: person.id, name: person.name };
  const request = { id, environment, verb, to, release, requestedBy, confirmed, channel, threadTs, createdAt };
  const ticket = newTicket({ ...request, language: person.language });
  let replaced: Ticket | null = null;
  const taken = await store.claim(ticket, (open) => {
    if (verb !== 'rollback' || isAtWork(open)) return false;
    replaced = open;
    return true;
  });
  if (taken) {
    const { other } = taken;
    const text = words.openAlready(
      `<@${other.requestedBy.id}>`,
      escape(titleOf({ ...other, language: person.language })),
      other.permalink,
    );
    await asking.answer(sentence(text));
    return { code: 'OPEN_ALREADY', ticket: other.id, permalink: other.permalink };
  }
  if (replaced) await withdraw(replaced, requestedBy, store, parts);
  try {
    const posted = await postMessage(parts, store, ticket, parts.environment(environment));
    parts.runner.take(environment, id);
    await asking.answer(sentence(words.accepted(escape(titleOf(posted)), posted.permalink)));
    return { code: null, ticket: id, permalink: posted.permalink };
  } catch (error) {
    await store.change(id, (now) => ({ ticket: { ...now, state: 'cancelled', endedAt: createdAt, shown: true } }));
    throw error;
  }
}

/** A plan that a rollback makes void. */
async function withdraw(
  { id }: Ticket,
  by: Ticket['requestedBy'],
  store: TicketStore,
  parts: PerformParts,
): Promise<void> {
  const changed = await store.change(id, (now) =>
    isAtWork(now) ? { refusal: 'NOT_WAITING' } : transitions.abort(now, by, parts.clock.now()),
  );
  if ('ticket' in changed) void showTicket(parts, store, changed.ticket, parts.environment(changed.ticket.environment));
}
