import type { Clock } from '@bluegreen/sdk';
import type { Person, SlackPort } from './slack-port.js';

/** How long a name and a language are believed. */
const BELIEVED_MS = 10 * 60_000;

/** Names and languages, asked of Slack once in a while. Somebody who cannot be looked up is spoken to in English. */
export function createPeople(slack: Pick<SlackPort, 'person'>, clock: Clock) {
  const known = new Map<string, { readonly until: number; readonly person: Promise<Person> }>();
  return async (id: string): Promise<Person> => {
    const found = known.get(id);
    if (found && clock.now() < found.until) return found.person;
    const person = slack.person(id).catch((): Person => {
      known.delete(id);
      return { id, name: id, language: 'en' };
    });
    known.set(id, { until: clock.now() + BELIEVED_MS, person });
    return person;
  };
}
export type People = ReturnType<typeof createPeople>;
