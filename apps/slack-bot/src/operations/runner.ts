import {
  BlueGreenError,
  describeError,
  describeEvent,
  isBlueGreenError,
  run,
  type BlueGreen,
  type BlueGreenEvent,
  type Operation,
  type Plan,
  type SwitchResult,
} from '@bluegreen/sdk';
import { ownerOf, type Engines } from '../engines.js';
import type { Environment } from '../policy/policy.js';
import { hasEnded, isAtWork, type Ticket } from '../tickets/ticket.js';
import type { TicketStore } from '../tickets/ticket-store.js';
import type { Change } from '../tickets/transitions.js';
import { threadLog, type ThreadLog } from '../updates/thread-log.js';
import { withEvent } from './follow-events.js';
import { postMessage, showTicket, type MessageParts } from './message.js';
import { prepare } from './prepare.js';

export interface RunnerParts extends MessageParts {
  readonly engines: Engines;
  readonly command: string;
  readonly environment: (name: string) => Environment;
  readonly store: (environment: string) => Promise<TicketStore>;
  /** Name of this process among the replicas. */
  readonly replica: string;
  /** How often a driver says that it lives, and looks whether it was asked to stop. */
  readonly beatMs: number;
  /** Ends all beats and writes: what still runs is left to another replica. */
  readonly halted: AbortSignal;
  readonly report: (error: unknown) => void;
}

export interface Runner {
  /** Takes a ticket up, unless another replica has; `stale` is the beat of a driver that is taken for dead. */
  take(environment: string, id: string, stale?: number): void;
  drives(id: string): boolean;
  /** Stops an operation of this replica at once; another replica's hears of it with its next beat. */
  abort(id: string): void;
  /** Resolves when nothing is at work. */
  idle(): Promise<void>;
}

/** Drives tickets at work: SDK operations in, one message out. */
export function createRunner(parts: RunnerParts): Runner {
  const driving = new Map<string, Driving>();
  const take: Runner['take'] = (environment, id, stale) => {
    const before = driving.get(id);
    // It may be in its last breath, the ticket having been decided on meanwhile.
    if (before) return void (before.again = true);
    const stop = new AbortController();
    const mine: Driving = { stop, again: false, done: Promise.resolve() };
    driving.set(id, mine);
    mine.done = drive(parts, environment, id, stop, stale)
      .catch(parts.report)
      .finally(() => {
        driving.delete(id);
        if (mine.again && !parts.halted.aborted) take(environment, id);
      });
  };
  return {
    take,
    drives: (id) => driving.has(id),
    abort: (id) => driving.get(id)?.stop.abort(aborted()),
    async idle() {
      while (driving.size > 0) await Promise.all([...driving.values()].map(({ done }) => done));
    },
  };
}

interface Driving {
  readonly stop: AbortController;
  /** Taken again while it was driven. */
  again: boolean;
  done: Promise<void>;
}

/** One ticket in this replica's hands. */
interface Drive {
  readonly store: TicketStore;
  readonly environment: Environment;
  readonly stop: AbortController;
  /** As this replica knows it; the store has what other replicas added. */
  view: Ticket;
}

async function drive(
  parts: RunnerParts,
  name: string,
  id: string,
  stop: AbortController,
  stale?: number,
): Promise<void> {
  const store = await parts.store(name);
  const claimed = await store.change(id, (ticket) => claim(ticket, parts, stale));
  if (!('ticket' in claimed)) return;
  const mine: Drive = { store, environment: parts.environment(name), stop, view: claimed.ticket };
  const beating = beat(parts, mine);
  // Its first replica may have died before it could post.
  if (mine.view.ts === null) mine.view = await postMessage(parts, store, mine.view, mine.environment);
  const log = mine.view.ts ? threadLog(parts.slack, parts.clock, mine.view.channel, mine.view.ts) : null;
  try {
    // A plan that was approved may be void by the time it starts; then it is made anew and waits again.
    do await work(parts, mine, log);
    while (isAtWork(mine.view) && !stop.signal.aborted);
  } finally {
    beating.abort();
    await log?.end();
  }
}

function claim(ticket: Ticket, { replica, clock }: RunnerParts, stale: number | undefined): Change {
  const free = ticket.driver === null || ticket.driver.beat === stale;
  if (!isAtWork(ticket) || !free) return { refusal: 'NOT_WAITING' };
  const beat = (ticket.driver?.beat ?? 0) + 1;
  return { ticket: { ...ticket, driver: { replica, beat, beatAt: iso(clock.now()) } } };
}

/** Says that this replica lives, saves what the message shows, and hears of a wish to abort. */
function beat(parts: RunnerParts, mine: Drive): AbortController {
  const end = new AbortController();
  const round = async () => {
    for (;;) {
      await parts.clock.sleep(parts.beatMs, AbortSignal.any([end.signal, parts.halted]));
      const changed = await mine.store
        .change(mine.view.id, (ticket) => beaten(ticket, mine.view, parts))
        .catch(() => null);
      if (!changed) continue;
      if (!('ticket' in changed)) return mine.stop.abort(aborted());
      mine.view = {
        ...mine.view,
        abortedBy: changed.ticket.abortedBy,
        ts: changed.ticket.ts,
        driver: changed.ticket.driver,
      };
      if (mine.view.abortedBy) mine.stop.abort(aborted());
      void showTicket(parts, mine.store, mine.view, mine.environment);
    }
  };
  void round().catch(() => undefined);
  return end;
}

function beaten(ticket: Ticket, view: Ticket, { replica, clock }: RunnerParts): Change {
  const { driver } = ticket;
  if (driver?.replica !== replica || !isAtWork(ticket)) return { refusal: 'NOT_WAITING' };
  return {
    ticket: { ...ticket, ...progressOf(view), driver: { replica, beat: driver.beat + 1, beatAt: iso(clock.now()) } },
  };
}

function progressOf({ live, colors, steps, operationId }: Ticket) {
  return { live, colors, steps, operationId };
}

async function work(parts: RunnerParts, mine: Drive, log: ThreadLog | null): Promise<void> {
  const { clock, engines, command } = parts;
  const { signal } = mine.stop;
  const onEvent = (event: BlueGreenEvent) => {
    mine.view = withEvent(mine.view, event);
    const { level, text } = describeEvent(event, mine.view.language);
    if (level !== 'progress') log?.add(text);
    void showTicket(parts, mine.store, mine.view, mine.environment);
  };
  const { requestedBy, permalink, environment } = mine.view;
  let engine: BlueGreen | undefined;
  try {
    const actor = { owner: ownerOf(requestedBy), surface: 'slack', ...(permalink ? { link: permalink } : {}) };
    engine = await engines.open(environment, { actor, signal });
    if (mine.view.state === 'preparing') {
      const plan = await prepare(engine, mine.view, command, onEvent);
      await settle(parts, mine, (ticket) => planned(ticket, plan, mine.environment, clock.now()));
    }
    if (mine.view.state !== 'running') return;
    const outcome = await run(move(engine, mine.view), onEvent);
    const { changed, from, live, release, elapsedMs } = outcome;
    await settle(parts, mine, (ticket) => ({
      ...ticket,
      ...{ state: 'done', outcome: { changed, from, live, release, elapsedMs }, live },
    }));
  } catch (error) {
    if (!isBlueGreenError(error)) parts.report(error);
    await settle(parts, mine, (ticket) => failed(ticket, error));
  } finally {
    engine?.close();
  }
}

/**
 * Moves traffic by exactly the plan that was decided on. The key makes it safe to give again: the engine finishes what a
 * dead replica began, or answers with what came of it.
 */
function move(engine: BlueGreen, { id, verb, plan }: Ticket): Operation<SwitchResult> {
  const { hash, to } = plan!;
  const input = { planHash: hash, idempotencyKey: `slack-${id}-${hash}` };
  return verb === 'rollback' ? engine.rollback(input) : engine.switch({ ...input, to });
}

/** Writes a change of state down, with all progress, and shows it. */
async function settle(parts: RunnerParts, mine: Drive, next: (ticket: Ticket) => Ticket): Promise<void> {
  if (parts.halted.aborted) return mine.stop.abort(aborted());
  const changed = await mine.store.change(mine.view.id, (ticket) => {
    if (ticket.driver?.replica !== parts.replica) return { refusal: 'NOT_WAITING' };
    const after = next({ ...ticket, ...progressOf(mine.view) });
    const ended = hasEnded(after) ? { endedAt: iso(parts.clock.now()) } : {};
    return { ticket: { ...after, ...ended, driver: isAtWork(after) ? ticket.driver : null } };
  });
  // Another replica drives it now, and shows it.
  if (!('ticket' in changed)) return mine.stop.abort(aborted());
  mine.view = changed.ticket;
  await showTicket(parts, mine.store, mine.view, mine.environment);
}

function planned(ticket: Ticket, plan: Plan, { approvalMinutes }: Environment, nowMs: number): Ticket {
  const { hash, from, to, release, gates } = plan;
  if (plan.steps.length === 0) {
    const outcome = { changed: false, from, live: to, release, elapsedMs: 0 };
    return { ...ticket, state: 'done', outcome };
  }
  const made = { hash, from, to, release, gates, expiresAt: iso(nowMs + approvalMinutes * 60_000) };
  const ready = ticket.confirmed === to;
  return {
    ...ticket,
    plan: made,
    approvals: [],
    ...(ready ? { state: 'running', startedAt: iso(nowMs) } : { state: 'waiting' }),
  };
}

function failed(ticket: Ticket, error: unknown): Ticket {
  const known = isBlueGreenError(error) ? error : new BlueGreenError('INTERNAL', 'The bot itself failed.', '');
  if (known.code === 'PLAN_STALE' && ticket.state === 'running')
    return { ...ticket, state: 'preparing', plan: null, approvals: [], confirmed: null, steps: [] };
  const { code, title, evidence, next } = describeError(known, ticket.language);
  const state = code === 'ABORTED' ? 'cancelled' : 'failed';
  return { ...ticket, state, failure: { code, title, evidence: [...evidence], next } };
}

function aborted(): Error {
  return new DOMException('Somebody asked to abort.', 'AbortError');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
