import type { ButtonName, Pressed } from '../blocks/button.js';
import type { Deed } from '../policy/policy.js';
import { wordsOf } from '../words/words.js';
import type { ClickFacts, Intent } from './intents.js';
import { forbidden } from './on-command.js';

const DEEDS: Readonly<Record<ButtonName, Deed>> = {
  switch: 'switch',
  approve: 'approve',
  hold: 'hold',
  release: 'release',
  recheck: 'release',
  abort: 'abort',
  rollback: 'rollback',
  details: 'details',
};

/** What to do about a pressed button. Pure; whether the ticket still allows it is decided where it is changed. */
export function onClick(button: ButtonName | null, pressed: Pressed | null, facts: ClickFacts): Intent {
  const words = wordsOf(facts.person.language);
  const { ticket } = facts;
  if (!button || !pressed || !ticket) return { kind: 'refuse', code: 'UNKNOWN', text: words.refusals.UNKNOWN };
  const refused = forbidden(DEEDS[button], ticket.environment, facts);
  if (refused) return refused;
  if (button === 'details') return { kind: 'details', pressed };
  if (button !== 'rollback') return { kind: 'change', button, pressed };
  const { outcome, environment } = ticket;
  if (!outcome?.changed || !outcome.from)
    return { kind: 'refuse', code: 'NOT_WAITING', text: words.refusals.NOT_WAITING };
  return { kind: 'open', verb: 'rollback', environment, to: 'idle', release: null, confirmed: outcome.from };
}
