import { sentence } from '../blocks/answers.js';
import type { Intent } from '../listeners/intents.js';
import { wordsOf } from '../words/words.js';
import { changeTicket } from './change-ticket.js';
import { DONE, type Asking, type Performed, type PerformParts } from './deed.js';
import { keepOut } from './keep-out.js';
import { openDetails, openForm } from './open-modal.js';
import { openTicket } from './open-ticket.js';
import { read } from './read.js';

/** Does what a listener decided. @throws SlackTrouble, BlueGreenError. */
export async function perform(intent: Intent, asking: Asking, parts: PerformParts): Promise<Performed> {
  const { language } = asking.person;
  const words = wordsOf(language);
  const say = async (text: string, code: string | null = null): Promise<Performed> => {
    await asking.answer(sentence(text));
    return { ...DONE, code };
  };
  switch (intent.kind) {
    case 'refuse':
      return say(intent.text, intent.code);
    case 'help':
      return say(words.help(parts.command, parts.environments));
    case 'form':
      return openForm(intent.environment, asking, parts);
    case 'details':
      return openDetails(intent.pressed, asking, parts);
    case 'read':
      await asking.answer(await read(intent, asking, parts));
      return DONE;
    case 'open':
      return openTicket(intent, asking, parts);
    case 'change':
      return changeTicket(intent, asking, parts);
    case 'lock':
    case 'unlock':
      return say(...(await keepOut(intent, asking, parts)));
  }
}
