import type { Ticket } from '../tickets/ticket.js';
import { escapeWord } from './mrkdwn.js';

/** What the colour that traffic left still holds. */
export function formerRelease({ outcome, colors }: Ticket): string | null {
  const release = outcome?.from ? (colors?.[outcome.from].release ?? null) : null;
  return release && escapeWord(release);
}

/** Only a move that ended well, and was no rollback itself, offers the way back. */
export function wayBack({ state, verb, outcome }: Ticket): boolean {
  return state === 'done' && verb !== 'rollback' && outcome !== null && outcome.changed && outcome.from !== null;
}
