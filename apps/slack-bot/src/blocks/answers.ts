import type { HistoryEntry, Language, Plan, Snapshot } from '@bluegreen/sdk';
import { ROLES, type Environment } from '../policy/policy.js';
import type { Content } from '../slack/slack-port.js';
import { wordsOf } from '../words/words.js';
import { dayTime } from './duration.js';
import { context, escape, escapeWord, fields, header, plainText, section } from './mrkdwn.js';
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
    blocks: [header(title), fields(colors), ...lines.map((line) => section(line)), context(dayTime(status.takenAt))],
  };
}

/** Who is at work, who locked it, what is wrong with the routes. */
export function workLines({ operation, lock, disagreement }: Snapshot, language: Language): string[] {
  const words = wordsOf(language);
  const running = operation && (operation.expired ? words.abandoned : words.running);
  return [
    ...(operation && running
      ? [running(escapeWord(operation.verb), escape(operation.owner), dayTime(operation.since))]
      : []),
    ...(lock ? [words.locked(escape(lock.owner), escape(lock.reason), dayTime(lock.since))] : []),
    ...(disagreement ? [escape(disagreement)] : []),
  ];
}

export function planAnswer(plan: Plan, language: Language): Content {
  const words = wordsOf(language);
  const title = words.title('switch', plan.to, plan.release?.release ?? null, plan.environment);
  const text = plan.steps.length === 0 ? words.nothingToDo(plan.to) : gatesText(plan.gates, language);
  return {
    text: plainText(`${title}\n${text}`),
    blocks: [header(title), section(text), context(`${words.labels.plan} \`${plan.hash.slice(0, 8)}\``)],
  };
}

export function historyLine({ verb, to, release, owner, startedAt, end, error }: HistoryEntry): string {
  const what = [verb, to?.toUpperCase(), release && escapeWord(release.release)].filter(Boolean).join(' ');
  const how = end ?? '…';
  return `• ${dayTime(startedAt)} *${what}* ${how}${error ? ` (${error.code})` : ''} · ${escape(owner)}`;
}

export function historyAnswer(entries: readonly HistoryEntry[], language: Language): Content {
  return sentence(entries.length === 0 ? wordsOf(language).noHistory : entries.map(historyLine).join('\n'));
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
