import type { Color, ColorChoice, EndState, Language } from '@bluegreen/sdk';
import type { Misunderstanding } from '../commands/command.js';
import type { Deed, Environment, Role } from '../policy/policy.js';
import type { Refusal } from '../tickets/transitions.js';
import type { Ticket, TicketState, TicketVerb } from '../tickets/ticket.js';
import { en } from './words.en.js';
import { ko } from './words.ko.js';

/** The bot's own words. Events, gates and errors have theirs in the SDK. */
export interface Words {
  /** `release` is null as long as it is not known, and `to` is `idle` as long as no plan names the colour. */
  readonly title: (verb: TicketVerb, to: ColorChoice, release: string | null, environment: string) => string;
  readonly states: Readonly<Record<TicketState, string>>;
  readonly role: Readonly<Record<'live' | 'idle' | 'shifting', string>>;
  /** What the engine says of a plan. */
  readonly standing: Readonly<Record<'ready' | 'waits' | 'blocked', string>>;
  readonly labels: Readonly<
    Record<
      'gates' | 'steps' | 'next' | 'unreadable' | 'askedBy' | 'approvedBy' | 'plan' | 'operation' | 'details' | 'log',
      string
    >
  >;
  readonly buttons: Readonly<
    Record<
      | 'switch'
      | 'rollback'
      | 'approve'
      | 'hold'
      | 'release'
      | 'recheck'
      | 'abort'
      | 'details'
      | 'deny'
      | 'submit'
      | 'close',
      string
    >
  >;
  readonly color: (
    color: Color,
    role: string,
    release: string | null,
    healthy: number,
    total: number,
    weight: number,
  ) => string;
  readonly elapsed: (duration: string) => string;
  readonly gatesPassed: (passed: number, all: number) => string;
  readonly confirmMove: (ticket: Ticket) => string;
  readonly confirmAbort: string;
  readonly sure: string;
  readonly approvalsLine: (given: number, needed: number, names: string, until: string) => string;
  readonly decideLine: (until: string) => string;
  readonly held: (who: string) => string;
  readonly aborting: (who: string) => string;
  readonly done: (live: Color, release: string | null, elapsed: string) => string;
  /** What requests met while traffic moved. */
  readonly proof: (sent: number, failed: number) => string;
  readonly expired: string;
  readonly cancelled: (who: string | null, live: Color | null) => string;
  readonly nothingToDo: (live: Color) => string;
  readonly rollbackCost: (to: Color, release: string | null, healthy: number, total: number) => string;
  readonly help: (command: string, environments: readonly Environment[]) => string;
  readonly misunderstood: (problem: Misunderstanding, command: string) => string;
  readonly refusals: Readonly<Record<Refusal | 'UNKNOWN', string>>;
  readonly forbidden: (deed: Deed, needed: Role, role: Role | null, environment: string, command: string) => string;
  readonly groupTrouble: (code: string) => string;
  readonly slackTrouble: (code: string, needed: string | null) => string;
  readonly openAlready: (who: string, title: string, link: string | null) => string;
  readonly accepted: (title: string, link: string | null) => string;
  readonly unforeseen: string;
  readonly messageGone: string;
  readonly noReleases: string;
  readonly serving: (release: string, live: Color, other: Color, command: string) => string;
  /** Step by step, what a request would do. */
  readonly preview: {
    readonly title: (to: ColorChoice, environment: string) => string;
    readonly first: (release: string, to: Color) => string;
    readonly then: (to: Color) => string;
    readonly move: (from: Color | null, to: Color, release: string | null) => string;
  };
  /** Verbs of the engine as they stand in history; any other stands as it is. */
  readonly verbs: Readonly<Partial<Record<string, string>>>;
  readonly historyStates: Readonly<Record<EndState | 'running' | 'waiting' | 'unfinished', string>>;
  readonly noHistory: string;
  readonly running: (verb: string, owner: string, since: string) => string;
  readonly abandoned: (verb: string, owner: string, since: string) => string;
  readonly locked: (owner: string, reason: string, since: string) => string;
  readonly lockDone: (reason: string) => string;
  readonly unlockDone: string;
  readonly unlockOthers: (owner: string) => string;
  readonly notLocked: string;
  readonly nobody: string;
  readonly everybody: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly home: Readonly<
    Record<'environments' | 'approvals' | 'locks' | 'history' | 'noApprovals' | 'noLocks', string>
  >;
  readonly form: Readonly<Record<'title' | 'loading' | 'environment' | 'color' | 'release' | 'holds', string>>;
}

const ALL: Readonly<Record<Language, Words>> = { en, ko };

export function wordsOf(language: Language): Words {
  return ALL[language];
}
