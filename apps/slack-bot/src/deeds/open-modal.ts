import { run } from '@bluegreen/sdk';
import { sentence } from '../blocks/answers.js';
import { deployForm, detailsModal, loadingModal } from '../blocks/views.js';
import type { Intent } from '../listeners/intents.js';
import { wordsOf } from '../words/words.js';
import { DONE, type Asking, type Performed, type PerformParts } from './deed.js';

/** The form of a bare command; where no modal can open, the help instead. */
export async function openForm(environment: string, asking: Asking, parts: PerformParts): Promise<Performed> {
  const { language } = asking.person;
  if (asking.trigger === null) {
    await asking.answer(sentence(wordsOf(language).help(parts.command, parts.environments)));
    return DONE;
  }
  const id = await parts.slack.openModal(asking.trigger, loadingModal(wordsOf(language).form.title, language));
  const releases = await run((await parts.engines.reader(environment)).releases({ limit: 50 }));
  const environments = parts.environments.map(({ name }) => name);
  await parts.slack.updateModal(id, deployForm({ environments, environment, releases }, asking.channel, language));
  return DONE;
}

/** Everything about one ticket, for one person. */
export async function openDetails(
  pressed: Extract<Intent, { kind: 'details' }>['pressed'],
  asking: Asking,
  parts: PerformParts,
): Promise<Performed> {
  const { language } = asking.person;
  const ticket = await (await parts.store(pressed.environment)).read(pressed.ticket);
  if (asking.trigger && ticket) await parts.slack.openModal(asking.trigger, detailsModal(ticket, language));
  return { ...DONE, ticket: pressed.ticket };
}
