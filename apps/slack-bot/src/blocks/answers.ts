import {
  describeError,
  type BlueGreenError,
  type ColorChoice,
  type HistoryRecord,
  type Language,
  type Outlook,
  type Snapshot,
} from '@bluegreen/sdk';
import { ROLES, type Environment } from '../policy/policy.js';
import type { Content } from '../slack/slack-port.js';
import { wordsOf } from '../words/words.js';
import { localDayTime } from './duration.js';
import { clip, context, escape, escapeWord, fields, header, LIMITS, plainText, section } from './mrkdwn.js';
import { colorsOf, colorTexts, gatesText } from './plan-text.js';

/** One paragraph for one person. */
export function sentence(text: string): Content {
  return { text: plainText(text), blocks: [section(text)] };
}

export function statusAnswer(status: Snapshot, language: Language): Content {
  const colors = colorTexts(status.live, colorsOf(status), language);
  const title = `${status.project} · ${status.environment}`;
  const lines = workLines(status, language);
  return {
    text: plainText([title, ...colors.map((text) => text.replaceAll('\n', ' · ')), ...lines].join('\n')),
    blocks: [
      header(title),
      fields(colors),
      ...lines.map((line) => section(line)),
      context(localDayTime(status.takenAt)),
    ],
  };
}

/** Who is at work, who locked it, what is wrong with the routes. */
export function workLines({ operation, lock, disagreement }: Snapshot, language: Language): string[] {
  const words = wordsOf(language);
  const running = operation && (operation.expired ? words.abandoned : words.running);
  return [
    ...(operation && running
      ? [running(verbWord(operation.verb, language), escape(operation.owner), localDayTime(operation.since))]
      : []),
    ...(lock ? [words.locked(escape(lock.owner), escape(lock.reason), localDayTime(lock.since))] : []),
    ...(disagreement ? [escape(disagreement)] : []),
  ];
}

/** What a request would do, step by step, what its gates say, and what it would be refused with. */
export function planAnswer(
  { standing, first, move, live, to, release, refusals }: Outlook,
  asked: {
    readonly to: ColorChoice;
    readonly environment: string;
    readonly command: string;
    readonly language: Language;
  },
): Content {
  const { language, command } = asked;
  const words = wordsOf(language);
  const title = words.preview.title(asked.to, asked.environment);
  const name = release && escapeWord(release.release);
  const plan = first ?? move;
  const lines = {
    ready: [words.standing.ready],
    waits: [words.standing.waits],
    blocked: [words.standing.blocked, ...refusals.flatMap((error) => refusalLines(error, language))],
    done: [words.nothingToDo(to)],
    serving: [words.serving(name ?? '', live ?? to, to, command)],
    'nothing-stored': [words.noReleases],
  }[standing];
  const steps = first
    ? [words.preview.first(name ?? '', to), words.preview.then(to)]
    : move && standing !== 'done'
      ? [words.preview.move(live, to, name)]
      : [];
  const text = [...steps, ...lines].join('\n');
  const gates = plan && standing !== 'done' ? gatesText(plan.gates, language) : null;
  return {
    text: plainText([title, text, ...(gates ? [gates] : [])].join('\n')),
    blocks: [
      header(title),
      section(clip(text, LIMITS.part)),
      ...(gates ? [section(gates)] : []),
      ...(plan ? [context(`${words.labels.plan} \`${plan.hash.slice(0, 8)}\``)] : []),
    ],
  };
}

/** One of the engine's refusals with the way out of it. */
export function refusalLines(error: BlueGreenError, language: Language): string[] {
  const { title, next } = describeError(error, language);
  return [`✗ ${escape(title)}`, ...(next ? [`› ${escape(next)}`] : [])];
}

export function historyLine(record: HistoryRecord, language: Language): string {
  const { verb, to, release, owner, startedAt, end, state, error, link } = record;
  const words = wordsOf(language);
  const what = [verbWord(verb, language), to?.toUpperCase(), release && escapeWord(release.release)];
  const how = words.historyStates[end ?? (state === 'ended' ? 'unfinished' : state)];
  const named = linked(what.filter(Boolean).join(' '), link);
  return `• ${localDayTime(startedAt)} *${named}* · ${how}${error ? ` (\`${error.code}\`)` : ''} · ${escape(owner)}`;
}

function verbWord(verb: string, language: Language): string {
  const { verbs } = wordsOf(language);
  return (Object.hasOwn(verbs, verb) && verbs[verb]) || escapeWord(verb);
}

/** Only a plain address of the web becomes a link: it may have come from anybody who can write a record. */
export function linked(text: string, url: string | null): string {
  return url && /^https?:\/\/[^\s<>|]+$/.test(url) ? `<${escape(url)}|${text}>` : text;
}

export function historyAnswer(records: readonly HistoryRecord[], language: Language): Content {
  const lines = records.map((record) => historyLine(record, language));
  return sentence(lines.join('\n') || wordsOf(language).noHistory);
}

/** Who may do what, and who is at work. */
export function whoAnswer(environment: Environment, status: Snapshot, language: Language): Content {
  const words = wordsOf(language);
  const named = (members: readonly string[]) =>
    members
      .map((member) =>
        member === '*' ? words.everybody : member.startsWith('S') ? `<!subteam^${member}>` : `<@${member}>`,
      )
      .join(', ');
  const lines = ROLES.map(
    (role) => `*${words.roles[role]}* (${role}): ${named(environment.roles[role]) || words.nobody}`,
  );
  return sentence([`*${environment.name}*`, ...lines, ...workLines(status, language)].join('\n'));
}
