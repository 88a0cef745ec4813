import type { Environment } from '../policy/policy.js';
import type { Block, Content } from '../slack/slack-port.js';
import type { Ticket, TicketState, TicketStep } from '../tickets/ticket.js';
import { wordsOf, type Words } from '../words/words.js';
import { clockTime, duration } from './duration.js';
import { clip, context, escape, escapeWord, fields, header, LIMITS, plainText, section } from './mrkdwn.js';
import { colorTexts, gatesText } from './plan-text.js';
import { ticketButtons } from './ticket-buttons.js';
import { formerRelease, wayBack } from './way-back.js';

const STATES: Readonly<Record<TicketState, string>> = {
  preparing: '⏳',
  waiting: '❓',
  held: '⏸',
  running: '▶',
  done: '✔',
  failed: '✖',
  cancelled: '⏹',
  expired: '⌛',
};
const LEVELS: Readonly<Record<TicketStep['level'], string>> = {
  step: '•',
  progress: '⏳',
  success: '✓',
  warning: '▲',
  failure: '✗',
};
const LONGEST_STEP = 240;
const MOST_STEPS = 14;

/** A ticket's whole message, of any state. Pure: all replicas draw the same. */
export function ticketMessage(ticket: Ticket, environment: Environment, nowMs: number): Content {
  const words = wordsOf(ticket.language);
  const title = titleOf(ticket);
  const state = `${STATES[ticket.state]} *${words.states[ticket.state]}*${elapsed(ticket, nowMs, words)}`;
  const lines = [state, ...remarks(ticket, environment, words)];
  const buttons = ticketButtons(ticket, environment, words);
  const blocks: Block[] = [
    header(title),
    section(clip(lines.join('\n'), LIMITS.part)),
    ...(ticket.colors ? [fields(colorTexts(ticket.live, ticket.colors, ticket.language))] : []),
    ...(ticket.plan ? [section(gatesText(ticket.plan.gates, ticket.language))] : []),
    ...(ticket.steps.length > 0 ? [section(stepsText(ticket.steps, words))] : []),
    ...(ticket.failure ? [section(failureText(ticket, words))] : []),
    ...(buttons.length > 0 ? [{ type: 'actions', block_id: 'ticket', elements: buttons } as const] : []),
    context(footer(ticket, words)),
  ];
  return { text: plainText([title, ...lines, ...lastStep(ticket)].join('\n')), blocks };
}

export function titleOf({ verb, to, plan, release, environment, language }: Ticket): string {
  return wordsOf(language).title(verb, plan?.to ?? to, plan?.release?.release ?? release, environment);
}

function elapsed({ startedAt, createdAt, endedAt, state, outcome }: Ticket, nowMs: number, words: Words): string {
  if (state === 'waiting' || state === 'held' || outcome?.changed === false) return '';
  const end = endedAt ? Date.parse(endedAt) : nowMs;
  return ` · ${duration(Math.max(0, end - Date.parse(startedAt ?? createdAt)))} ${words.labels.elapsed}`;
}

/** What there is to know besides the steps: the end, who must decide, who held or stopped it. */
function remarks(ticket: Ticket, { approvals: needed }: Environment, words: Words): string[] {
  const { state, plan, outcome, heldBy, abortedBy, approvals } = ticket;
  const names = approvals.map(({ id }) => `<@${id}>`).join(', ');
  const lines: string[] = [];
  if (state === 'waiting' && plan) {
    const until = clockTime(plan.expiresAt);
    lines.push(
      needed > 0 && ticket.verb !== 'rollback'
        ? words.approvalsLine(approvals.length, needed, names, until)
        : words.decideLine(until),
    );
  }
  if (heldBy && state === 'held') lines.push(words.held(`<@${heldBy.id}>`));
  if (abortedBy && state !== 'done') lines.push(words.aborting(`<@${abortedBy.id}>`));
  if (state === 'done' && outcome) {
    const release = outcome.release && escapeWord(outcome.release.release);
    lines.push(
      outcome.changed
        ? words.done(outcome.live, release, duration(outcome.elapsedMs))
        : words.nothingToDo(outcome.live),
    );
    if (wayBack(ticket)) lines.push(words.rollbackCost(outcome.from!, formerRelease(ticket)));
  }
  return lines;
}

function stepsText(steps: readonly TicketStep[], words: Words): string {
  const lines = steps
    .slice(-MOST_STEPS)
    .map(({ level, text }) => clip(`${LEVELS[level]} ${escape(text)}`, LONGEST_STEP));
  return clip([`*${words.labels.steps}*`, ...lines].join('\n'), LIMITS.part);
}

function lastStep({ steps, failure }: Ticket): string[] {
  if (failure) return [failure.title];
  const last = steps.at(-1);
  return last ? [last.text] : [];
}

function failureText({ failure }: Ticket, words: Words): string {
  const { code, title, evidence, next } = failure!;
  const lines = evidence.slice(0, 5).map((line) => clip(`› ${escape(line)}`, LONGEST_STEP));
  const text = [
    `*${escape(title)}* (\`${escapeWord(code)}\`)`,
    ...lines,
    ...(next ? [`*${words.labels.next}:* ${escape(next)}`] : []),
  ].join('\n');
  return clip(text, LIMITS.part);
}

function footer({ requestedBy, plan, operationId }: Ticket, words: Words): string {
  return [
    `${words.labels.askedBy} <@${requestedBy.id}>`,
    ...(plan ? [`${words.labels.plan} \`${plan.hash.slice(0, 8)}\``] : []),
    ...(operationId ? [`${words.labels.operation} \`${escapeWord(operationId)}\``] : []),
  ].join(' · ');
}
