import type {
  Color,
  ColorChoice,
  GateVerdict,
  Language,
  Level,
  ProofSummary,
  ReleaseRef,
  Standing,
} from '@bluegreen/sdk';

/**
 * `preparing`: a release is being deployed and a plan made. `waiting`: for people. `held`: put aside by a person.
 * `running`: traffic is being moved. The others are ends.
 */
export type TicketState = 'preparing' | 'waiting' | 'held' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired';
export type TicketVerb = 'deploy' | 'switch' | 'rollback';

export interface Who {
  readonly id: string;
  readonly name: string;
}

/** What people approve: nothing but this very hash. */
export interface TicketPlan {
  readonly hash: string;
  readonly from: Color | null;
  readonly to: Color;
  readonly release: ReleaseRef | null;
  readonly gates: readonly GateVerdict[];
  /** ISO-8601. */
  readonly expiresAt: string;
}

/** Why something ended badly, or cannot begin, in the words of the ticket's language. */
export interface Trouble {
  readonly code: string;
  readonly title: string;
  readonly evidence: readonly string[];
  readonly next: string;
}

export interface Approval extends Who {
  readonly at: string;
  readonly hash: string;
}

export interface TicketColor {
  readonly release: string | null;
  readonly weight: number;
  readonly healthy: number;
  readonly total: number;
}

/** One line of the step list; a later event of the same phase takes its place. */
export interface TicketStep {
  readonly phase: string;
  readonly level: Level;
  readonly text: string;
}

/** One request from its command to its end: what the bot knows about it, shared by all replicas, and all that its message shows. */
export interface Ticket {
  readonly version: 1;
  readonly id: string;
  readonly environment: string;
  readonly verb: TicketVerb;
  readonly to: ColorChoice;
  /** Asked for by name; null: the newest that is stored (deploy), or what the colour holds. */
  readonly release: string | null;
  readonly requestedBy: Who;
  /** The colour that its requester confirmed beforehand, so that the plan need not wait; null: it has to. */
  readonly confirmed: Color | null;
  /** Language of the message: its requester's. */
  readonly language: Language;
  readonly channel: string;
  /** The thread it was asked in. */
  readonly threadTs: string | null;
  /** The message; null until it is posted. */
  readonly ts: string | null;
  readonly permalink: string | null;
  readonly createdAt: string;
  readonly state: TicketState;
  /** How often it was planned anew; with the ticket's name it makes the key of a deployment. Absent: never. */
  readonly round?: number;
  /** What the engine says of the plan; absent on tickets of older replicas, which have to be checked again. */
  readonly standing?: Standing | null;
  /** What keeps the plan from being carried out now. */
  readonly refusals?: readonly Trouble[];
  /** A sentence about a request that came to no plan. */
  readonly note?: string | null;
  readonly plan: TicketPlan | null;
  readonly approvals: readonly Approval[];
  readonly heldBy: Who | null;
  readonly abortedBy: Who | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly live: Color | null;
  readonly colors: Readonly<Record<Color, TicketColor>> | null;
  readonly steps: readonly TicketStep[];
  readonly operationId: string | null;
  readonly failure: Trouble | null;
  readonly outcome: {
    readonly changed: boolean;
    readonly from: Color | null;
    readonly live: Color;
    readonly release: ReleaseRef | null;
    readonly elapsedMs: number;
    /** What a stream of requests saw meanwhile; absent where nothing was watched. */
    readonly proof?: Pick<ProofSummary, 'sent' | 'failed'> | null;
  } | null;
  /** Who works on it; another replica takes over when the beats end. */
  readonly driver: { readonly replica: string; readonly beat: number; readonly beatAt: string } | null;
  /** Whether the message shows what nobody works on: a question, a hold, an end. */
  readonly shown: boolean;
}

const ENDS: ReadonlySet<TicketState> = new Set<TicketState>(['done', 'failed', 'cancelled', 'expired']);

export function hasEnded({ state }: Pick<Ticket, 'state'>): boolean {
  return ENDS.has(state);
}

export function isAtWork({ state }: Pick<Ticket, 'state'>): boolean {
  return state === 'preparing' || state === 'running';
}

/** Whether there is something else to see than before: whoever changed it may die before it shows it. */
export function isNews(before: Ticket, after: Ticket): boolean {
  return before.state !== after.state || before.approvals.length !== after.approvals.length;
}

/** A new ticket. Pure. */
export function newTicket(
  request: Pick<
    Ticket,
    | 'id'
    | 'environment'
    | 'verb'
    | 'to'
    | 'release'
    | 'requestedBy'
    | 'confirmed'
    | 'language'
    | 'channel'
    | 'threadTs'
    | 'createdAt'
  >,
): Ticket {
  return {
    version: 1,
    ...request,
    ts: null,
    permalink: null,
    state: 'preparing',
    round: 0,
    standing: null,
    refusals: [],
    note: null,
    plan: null,
    approvals: [],
    heldBy: null,
    abortedBy: null,
    startedAt: null,
    endedAt: null,
    live: null,
    colors: null,
    steps: [],
    operationId: null,
    failure: null,
    outcome: null,
    driver: null,
    shown: false,
  };
}
