import { sentence } from '../blocks/answers.js';
import type { Intent } from '../listeners/intents.js';
import { showTicket } from '../operations/message.js';
import { isAtWork } from '../tickets/ticket.js';
import * as transitions from '../tickets/transitions.js';
import { wordsOf } from '../words/words.js';
import type { Asking, Performed, PerformParts } from './deed.js';

/** A pressed button: what it asks for, applied to the newest ticket; refused in words where that does not allow it. */
export async function changeTicket(
  { button, pressed }: Extract<Intent, { kind: 'change' }>,
  asking: Asking,
  parts: PerformParts,
): Promise<Performed> {
  const store = await parts.store(pressed.environment);
  const environment = parts.environment(pressed.environment);
  const by = { id: asking.person.id, name: asking.person.name };
  const nowMs = parts.clock.now();
  const click = { by, hash: pressed.hash, nowMs };
  const changed = await store.change(pressed.ticket, (ticket) => {
    switch (button) {
      case 'switch':
        return transitions.begin(ticket, click, environment.approvals);
      case 'approve':
        return transitions.approve(ticket, click, environment.approvals);
      case 'hold':
        return transitions.hold(ticket, by);
      case 'release':
      case 'recheck':
        return transitions.replan(ticket);
      case 'abort':
        return transitions.abort(ticket, by, nowMs);
    }
  });
  if ('ticket' in changed) {
    const { ticket } = changed;
    if (button === 'abort') parts.runner.abort(ticket.id);
    if (isAtWork(ticket)) parts.runner.take(ticket.environment, ticket.id);
    void showTicket(parts, store, ticket, environment);
    return { code: null, ticket: ticket.id, permalink: ticket.permalink };
  }
  const { permalink = null } = (await store.read(pressed.ticket)) ?? {};
  if (changed.refusal === 'APPROVAL_EXPIRED') {
    const expired = await store.change(pressed.ticket, (ticket) => transitions.expire(ticket, nowMs));
    if ('ticket' in expired) void showTicket(parts, store, expired.ticket, environment);
  }
  await asking.answer(sentence(wordsOf(asking.person.language).refusals[changed.refusal]));
  return { code: changed.refusal, ticket: pressed.ticket, permalink };
}
