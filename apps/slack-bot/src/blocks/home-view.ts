import type { HistoryRecord, Language, Snapshot } from '@bluegreen/sdk';
import type { Block, View } from '../slack/slack-port.js';
import { may, type Role } from '../policy/policy.js';
import type { Ticket } from '../tickets/ticket.js';
import { wordsOf } from '../words/words.js';
import { historyLine, linked, workLines } from './answers.js';
import { context, divider, escape, fields, header, section } from './mrkdwn.js';
import { colorsOf, colorTexts } from './plan-text.js';
import { titleOf } from './ticket-message.js';

/** What the App Home is made of. */
export interface HomeFacts {
  readonly environments: readonly {
    readonly name: string;
    /** The person's. */
    readonly role: Role | null;
    /** How many other people have to approve a switch. */
    readonly approvals: number;
    /** Null: it cannot be read now. */
    readonly status: Snapshot | null;
    readonly tickets: readonly Ticket[];
    readonly history: readonly HistoryRecord[];
  }[];
  readonly owner: string;
  readonly userId: string;
}

const MOST_HISTORY = 5;
const MOST_BLOCKS = 100;

/** The App Home: what is live where, what waits for this person, what they locked, what happened lately. */
export function homeView({ environments, owner, userId }: HomeFacts, language: Language): View {
  const { home, labels, states } = wordsOf(language);
  const waiting = environments
    .flatMap((environment) => environment.tickets.filter((ticket) => waitsFor(userId, ticket, environment)))
    .map(
      (ticket) => `• ${linked(escape(titleOf({ ...ticket, language })), ticket.permalink)} · ${states[ticket.state]}`,
    );
  const locks = environments.flatMap(({ name, status }) =>
    status?.lock?.owner === owner ? [`• *${name}*: ${escape(status.lock.reason)}`] : [],
  );
  const blocks: Block[] = [
    header(home.environments),
    ...environments.flatMap(({ name, status }): Block[] => [
      section(`*${name}*${status ? '' : ` · ${labels.unreadable}`}`),
      ...(status ? [fields(colorTexts(status.live, colorsOf(status), language))] : []),
      ...(status ? workLines(status, language).map((line) => context(line)) : []),
    ]),
    divider,
    header(home.approvals),
    section(waiting.join('\n') || home.noApprovals),
    header(home.locks),
    section(locks.join('\n') || home.noLocks),
    header(home.history),
    ...environments.map(({ name, history }) => section([`*${name}*`, ...historyLines(history, language)].join('\n'))),
  ];
  return { type: 'home', blocks: blocks.slice(0, MOST_BLOCKS) };
}

function historyLines(history: readonly HistoryRecord[], language: Language): string[] {
  const lines = history.slice(0, MOST_HISTORY).map((record) => historyLine(record, language));
  return lines.length > 0 ? lines : [wordsOf(language).noHistory];
}

/** Whether it is this person's turn: to approve what others asked for, or to press Switch where nobody has to approve. */
function waitsFor(userId: string, ticket: Ticket, { role, approvals }: HomeFacts['environments'][number]): boolean {
  if (ticket.state !== 'waiting') return false;
  if (ticket.verb === 'rollback' || approvals === 0) return may(role, 'switch');
  const said = ticket.requestedBy.id === userId || ticket.approvals.some(({ id }) => id === userId);
  return may(role, 'approve') && !said;
}
