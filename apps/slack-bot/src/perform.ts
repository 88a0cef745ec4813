import { randomBytes } from 'node:crypto';
import { run, type Clock } from '@bluegreen/sdk';
import { historyAnswer, planAnswer, sentence, statusAnswer, whoAnswer } from './blocks/answers.js';
import { escape } from './blocks/mrkdwn.js';
import { titleOf } from './blocks/ticket-message.js';
import { deployForm, detailsModal, loadingModal } from './blocks/views.js';
import { ownerOf, type Engines } from './engines.js';
import type { Intent } from './listeners/intents.js';
import { postMessage, showTicket, type MessageParts } from './operations/message.js';
import type { Runner } from './operations/runner.js';
import type { Environment } from './policy/policy.js';
import type { Content, Person } from './slack/slack-port.js';
import { isAtWork, newTicket, type Ticket } from './tickets/ticket.js';
import { ticketId, type TicketStore } from './tickets/ticket-store.js';
import * as transitions from './tickets/transitions.js';
import { wordsOf } from './words/words.js';

export interface PerformParts extends MessageParts {
  readonly clock: Clock;
  readonly command: string;
  readonly environments: readonly Environment[];
  readonly environment: (name: string) => Environment;
  readonly engines: Engines;
  readonly store: (environment: string) => Promise<TicketStore>;
  readonly runner: Runner;
}

/** Who asked, where, and how to answer that person alone. */
export interface Asking {
  readonly person: Person;
  readonly channel: string;
  readonly threadTs: string | null;
  /** Opens a modal within three seconds of the asking; null where there is none. */
  readonly trigger: string | null;
  answer(content: Content): Promise<void>;
}

/** What came of it, for the record. */
export interface Performed {
  readonly code: string | null;
  readonly ticket: string | null;
  readonly permalink: string | null;
}

const DONE: Performed = { code: null, ticket: null, permalink: null };

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

async function read(
  intent: Extract<Intent, { kind: 'read' }>,
  { person: { language } }: Asking,
  { engines, environment }: PerformParts,
): Promise<Content> {
  const engine = await engines.reader(intent.environment);
  switch (intent.what) {
    case 'status':
      return statusAnswer(await run(engine.status()), language);
    case 'plan':
      return planAnswer(await run(engine.plan({ verb: 'switch', to: intent.to })), language);
    case 'history':
      return historyAnswer(await run(engine.history({ limit: 10 })), language);
    case 'who':
      return whoAnswer(environment(intent.environment), await run(engine.status()), language);
  }
}

async function openForm(environment: string, asking: Asking, parts: PerformParts): Promise<Performed> {
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

async function openDetails(
  pressed: Extract<Intent, { kind: 'details' }>['pressed'],
  asking: Asking,
  parts: PerformParts,
): Promise<Performed> {
  const { language } = asking.person;
  const ticket = await (await parts.store(pressed.environment)).read(pressed.ticket);
  if (asking.trigger && ticket) await parts.slack.openModal(asking.trigger, detailsModal(ticket, language));
  return { ...DONE, ticket: pressed.ticket };
}

/** One open ticket an environment: whoever comes second gets a link to it. A way back takes the place of a mere plan. */
async function openTicket(
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
    await asking.answer(sentence(words.accepted(escape(titleOf(posted)))));
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

async function changeTicket(
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
  if (changed.refusal === 'APPROVAL_EXPIRED') {
    const expired = await store.change(pressed.ticket, (ticket) => transitions.expire(ticket, nowMs));
    if ('ticket' in expired) void showTicket(parts, store, expired.ticket, environment);
  }
  await asking.answer(sentence(wordsOf(asking.person.language).refusals[changed.refusal]));
  return { ...DONE, code: changed.refusal, ticket: pressed.ticket };
}

async function keepOut(
  intent: Extract<Intent, { kind: 'lock' | 'unlock' }>,
  { person }: Asking,
  { engines }: PerformParts,
): Promise<[string, string | null]> {
  const words = wordsOf(person.language);
  const owner = ownerOf(person);
  const engine = await engines.open(intent.environment, {
    actor: { owner, surface: 'slack' },
    signal: new AbortController().signal,
  });
  try {
    if (intent.kind === 'lock') {
      const { lock } = await run(engine.lock({ reason: intent.reason }));
      return [words.lockDone(escape(lock.reason)), null];
    }
    const { lock } = await run(engine.status());
    if (!lock) return [words.notLocked, 'NOT_LOCKED'];
    if (lock.owner !== owner && !intent.anyones) return [words.unlockOthers(escape(lock.owner)), 'FORBIDDEN'];
    await run(engine.unlock());
    return [words.unlockDone, null];
  } finally {
    engine.close();
  }
}
