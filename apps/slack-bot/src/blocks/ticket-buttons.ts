import type { Environment } from '../policy/policy.js';
import { hasEnded, type Ticket } from '../tickets/ticket.js';
import type { Words } from '../words/words.js';
import { button, type ButtonName, type Pressed } from './button.js';
import { wayBack, wayBackText } from './way-back.js';

/** What can be done about a ticket as it stands; what may be done is decided when it is pressed. */
export function ticketButtons(ticket: Ticket, environment: Environment, words: Words) {
  const pressed: Pressed = { environment: ticket.environment, ticket: ticket.id, hash: ticket.plan?.hash ?? '' };
  const confirm = (text: string) => ({ title: words.sure, text, deny: words.buttons.deny });
  const plain = (name: ButtonName) => button(name, words.buttons[name], pressed);
  const details = plain('details');
  const stop = button('abort', words.buttons.abort, pressed, { style: 'danger', confirm: confirm(words.confirmAbort) });
  if (hasEnded(ticket)) {
    if (!wayBack(ticket)) return [details];
    const text = wayBackText(ticket, words);
    return [button('rollback', words.buttons.rollback, pressed, { confirm: confirm(text) }), details];
  }
  if (ticket.state === 'held') return [plain('release'), stop, details];
  if (ticket.state !== 'waiting') return [stop, details];
  const start = go(ticket, environment, words, pressed);
  // A button that the engine would refuse is not offered.
  switch (ticket.standing) {
    case 'ready':
      return [start, plain('hold'), stop, details];
    case 'waits':
      return [plain('recheck'), start, stop, details];
    default:
      return [plain('recheck'), stop, details];
  }
}

function go(ticket: Ticket, { approvals }: Environment, words: Words, pressed: Pressed) {
  const needsOthers = ticket.verb !== 'rollback' && approvals > 0;
  const name = needsOthers ? 'approve' : ticket.verb === 'rollback' ? 'rollback' : 'switch';
  const confirm = { title: words.sure, text: words.confirmMove(ticket), deny: words.buttons.deny };
  return button(needsOthers ? 'approve' : 'switch', words.buttons[name], pressed, { style: 'primary', confirm });
}
