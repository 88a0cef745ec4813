import { describeError, isBlueGreenError, run, type Clock, type Language } from '@bluegreen/sdk';
import { sentence } from './blocks/answers.js';
import { escape } from './blocks/mrkdwn.js';
import type { Asking, Performed, PerformParts } from './deeds/deed.js';
import { perform } from './deeds/perform.js';
import { ownerOf } from './engines.js';
import type { Facts, Intent } from './listeners/intents.js';
import type { Directory } from './policy/directory.js';
import type { People } from './slack/people.js';
import { SlackTrouble } from './slack/trouble.js';
import type { Ledger } from './tickets/ledger.js';
import { wordsOf } from './words/words.js';

export interface ServeParts extends PerformParts {
  readonly clock: Clock;
  readonly people: People;
  readonly directory: Directory;
  readonly ledger: (environment: string) => Promise<Ledger>;
  readonly report: (error: unknown) => void;
  /** Work waits here for its turn. */
  readonly queue: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** One delivery from Slack, of whatever kind. */
export interface Delivery {
  /** Equal for two deliveries of the same thing; null for what may well be done twice. */
  readonly id: string | null;
  readonly user: string;
  readonly channel: string;
  readonly threadTs: string | null;
  /** The message that was pressed or said; null for a slash command and a form, which have none. */
  readonly messageTs: string | null;
  readonly trigger: string | null;
  /** As typed, or the button's name. */
  readonly asked: string;
  /** The environment that is meant; null: none, and the first one's records are used. */
  readonly environment: string | null;
  readonly answer: Asking['answer'];
  decide(facts: Facts): Intent | Promise<Intent>;
}

const LONGEST_ASKED = 200;

/** Takes a delivery once, decides, acts, answers, and writes down what came of it. Never throws. */
export function serve(delivery: Delivery, parts: ServeParts): Promise<void> {
  return parts.queue(() => serveNow(delivery, parts));
}

async function serveNow(delivery: Delivery, parts: ServeParts): Promise<void> {
  const person = await parts.people(delivery.user);
  const { channel, threadTs, trigger, answer } = delivery;
  const asking: Asking = { person, channel, threadTs, trigger, answer };
  try {
    const environment = parts.environment(delivery.environment ?? '');
    const ledger = await parts.ledger(environment.name);
    if (delivery.id !== null && !(await ledger.take(delivery.id))) return;
    const finding = await parts.directory.roleOf(person.id, environment);
    const { command, environments } = parts;
    const intent = await delivery.decide({ command, environments, person, finding });
    const performed = await perform(intent, asking, parts).catch((error: unknown) => tell(error, asking, parts));
    if (isWorthRecording(intent, performed)) await record(delivery, environment.name, performed, asking, parts);
  } catch (error) {
    await tell(error, asking, parts);
  }
}

function isWorthRecording({ kind }: Intent, { code }: Performed): boolean {
  return code !== null || !['help', 'form', 'read', 'details'].includes(kind);
}

/** Every attempt is on record beside the journal, refused ones too. */
async function record(
  { asked, channel, messageTs }: Delivery,
  environment: string,
  { code, ticket, permalink }: Performed,
  { person }: Asking,
  { clock, engines, slack }: ServeParts,
): Promise<void> {
  const inChannel = () => slack.channelLink(channel).catch(() => null);
  const where = () => (messageTs === null ? inChannel() : slack.permalink(channel, messageTs).catch(inChannel));
  const attempt = {
    at: new Date(clock.now()).toISOString(),
    owner: ownerOf(person),
    surface: 'slack',
    link: permalink ?? (channel === '' ? null : await where()),
    asked: asked.slice(0, LONGEST_ASKED),
    outcome: code === null ? 'accepted' : 'refused',
    code,
    request: ticket,
  } as const;
  await run((await engines.reader(environment)).recordAttempt(attempt));
}

/** An error as an answer to the person alone. */
async function tell(error: unknown, asking: Asking, parts: ServeParts): Promise<Performed> {
  // Blocks that Slack refuses are a mistake of ours; its other refusals are not.
  const ours = error instanceof SlackTrouble ? error.details.problems !== undefined : !isBlueGreenError(error);
  if (ours) parts.report(error);
  const { language } = asking.person;
  await asking.answer(sentence(troubleText(error, language))).catch(parts.report);
  const code =
    error instanceof SlackTrouble
      ? `SLACK_${error.code.toUpperCase()}`
      : isBlueGreenError(error)
        ? error.code
        : 'INTERNAL';
  return { code, ticket: null, permalink: null };
}

function troubleText(error: unknown, language: Language): string {
  const words = wordsOf(language);
  if (error instanceof SlackTrouble) return words.slackTrouble(error.code, error.details.needed ?? null);
  if (!isBlueGreenError(error)) return words.unforeseen;
  const { title, evidence, next, labels } = describeError(error, language);
  return [
    `*${escape(title)}*`,
    ...evidence.slice(0, 5).map(escape),
    ...(next ? [`*${labels.next}:* ${escape(next)}`] : []),
  ].join('\n');
}
