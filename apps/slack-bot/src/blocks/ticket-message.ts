import type { Environment } from '../policy/policy.js';
import type { Block, Content } from '../slack/slack-port.js';
import { hasEnded, type Ticket, type TicketState, type TicketStep, type Trouble } from '../tickets/ticket.js';
import { wordsOf, type Words } from '../words/words.js';
import { duration, localTime } from './duration.js';
import { clip, context, escape, escapeWord, fields, header, LIMITS, plainText, section } from './mrkdwn.js';
import { colorTexts, gatesText, passedText } from './plan-text.js';
import { ticketButtons } from './ticket-buttons.js';
import { wayBack, wayBackText } from './way-back.js';

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
const LONGEST_LINE = 240;
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
    ...blockedBy(ticket, words),
    // Once it is decided on, that the gates passed is enough to know; Details has each of them.
    ...(ticket.plan && isUndecided(ticket) ? [section(gatesText(ticket.plan.gates, ticket.language))] : []),
    ...(ticket.steps.length > 0 ? [section(stepsText(ticket.steps, words))] : []),
    ...(ticket.failure ? [section(troubleText(ticket.failure, words))] : []),
    ...(buttons.length > 0 ? [{ type: 'actions', block_id: 'ticket', elements: buttons } as const] : []),
    context(footer(ticket, words)),
  ];
  return { text: plainText([title, ...lines, ...lastStep(ticket)].join('\n')), blocks };
}

export function titleOf({ verb, to, plan, release, environment, language }: Ticket): string {
  return wordsOf(language).title(verb, plan?.to ?? to, plan?.release?.release ?? release, environment);
}

function elapsed({ startedAt, createdAt, endedAt, state, outcome }: Ticket, nowMs: number, words: Words): string {
  if (state === 'waiting' || state === 'held' || state === 'expired' || outcome?.changed === false) return '';
  const end = endedAt ? Date.parse(endedAt) : nowMs;
  return ` · ${words.elapsed(duration(Math.max(0, end - Date.parse(startedAt ?? createdAt))))}`;
}

function isUndecided({ state }: Ticket): boolean {
  return state === 'waiting' || state === 'held' || state === 'expired';
}

/** What there is to know besides the steps: the end, who must decide, who held or stopped it. */
function remarks(ticket: Ticket, { approvals: needed }: Environment, words: Words): string[] {
  const { state, plan, heldBy, abortedBy, approvals } = ticket;
  switch (state) {
    case 'waiting': {
      if (!plan) return [];
      const until = localTime(plan.expiresAt);
      if (needed === 0 || ticket.verb === 'rollback') return [words.decideLine(until)];
      return [words.approvalsLine(approvals.length, needed, mentions(approvals), until)];
    }
    case 'held':
      return heldBy ? [words.held(`<@${heldBy.id}>`)] : [];
    case 'done':
      return ends(ticket, words);
    case 'expired':
      return [words.expired];
    case 'cancelled':
      return [words.cancelled(abortedBy && `<@${abortedBy.id}>`, ticket.live)];
    default:
      return abortedBy ? [words.aborting(`<@${abortedBy.id}>`)] : [];
  }
}

/** How it ended well, what customers noticed, and the way back. */
function ends(ticket: Ticket, words: Words): string[] {
  const { outcome, note } = ticket;
  if (!outcome) return [];
  if (note) return [note];
  if (!outcome.changed) return [words.nothingToDo(outcome.live)];
  const release = outcome.release && escapeWord(outcome.release.release);
  const { proof } = outcome;
  return [
    words.done(outcome.live, release, duration(outcome.elapsedMs)),
    ...(proof && proof.sent > 0 ? [words.proof(proof.sent, proof.failed)] : []),
    ...(wayBack(ticket) ? [wayBackText(ticket, words)] : []),
  ];
}

/** What the engine would refuse a waiting plan with. */
function blockedBy({ state, standing, refusals = [] }: Ticket, words: Words): Block[] {
  if (state !== 'waiting' || standing === 'ready') return [];
  if (standing === 'waits') return [section(words.standing.waits)];
  const lines = refusals.flatMap(({ title, next }) => [
    clip(`✗ ${escape(title)}`, LONGEST_LINE),
    ...(next ? [clip(`› ${escape(next)}`, LONGEST_LINE)] : []),
  ]);
  return [section(clip([words.standing.blocked, ...lines].join('\n'), LIMITS.part))];
}

function stepsText(steps: readonly TicketStep[], words: Words): string {
  const lines = steps
    .slice(-MOST_STEPS)
    .map(({ level, text }) => clip(`${LEVELS[level]} ${escape(text)}`, LONGEST_LINE));
  return clip([`*${words.labels.steps}*`, ...lines].join('\n'), LIMITS.part);
}

/** What happened last, for those who see the text alone; an end says it all itself. */
function lastStep(ticket: Ticket): string[] {
  if (ticket.failure) return [ticket.failure.title];
  const last = hasEnded(ticket) ? undefined : ticket.steps.at(-1);
  return last ? [last.text] : [];
}

function troubleText({ code, title, evidence, next }: Trouble, words: Words): string {
  const lines = evidence.slice(0, 5).map((line) => clip(`› ${escape(line)}`, LONGEST_LINE));
  const text = [
    `*${escapeWord(title)}* (\`${escapeWord(code)}\`)`,
    ...lines,
    ...(next ? [`*${words.labels.next}:* ${escape(next)}`] : []),
  ].join('\n');
  return clip(text, LIMITS.part);
}

function footer(ticket: Ticket, words: Words): string {
  const { requestedBy, plan, operationId, approvals } = ticket;
  return [
    `${words.labels.askedBy} <@${requestedBy.id}>`,
    ...(approvals.length > 0 && ticket.state !== 'waiting'
      ? [`${words.labels.approvedBy} ${mentions(approvals)}`]
      : []),
    ...(plan && !isUndecided(ticket) ? [passedText(plan.gates, ticket.language)] : []),
    ...(plan ? [`${words.labels.plan} \`${plan.hash.slice(0, 8)}\``] : []),
    ...(operationId ? [`${words.labels.operation} \`${escapeWord(operationId)}\``] : []),
  ].join(' · ');
}

function mentions(people: readonly { readonly id: string }[]): string {
  return people.map(({ id }) => `<@${id}>`).join(', ');
}
