import type { Ticket } from '../tickets/ticket.js';
import type { Words } from '../words/words.js';
import { escapeWord } from './mrkdwn.js';

/** Only a move that ended well, and was no rollback itself, offers the way back. */
export function wayBack({ state, verb, outcome }: Ticket): boolean {
  return state === 'done' && verb !== 'rollback' && outcome !== null && outcome.changed && outcome.from !== null;
}

/** What the way back costs, and how long it stays open. */
export function wayBackText({ outcome, colors }: Ticket, words: Words): string {
  const to = outcome!.from!;
  const { release = null, healthy = 0, total = 0 } = colors?.[to] ?? {};
  return words.rollbackCost(to, release && escapeWord(release), healthy, total);
}
