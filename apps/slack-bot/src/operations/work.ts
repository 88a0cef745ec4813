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
import { ownerOf } from '../engines.js';
import type { Environment } from '../policy/policy.js';
import { hasEnded, isAtWork, type Ticket } from '../tickets/ticket.js';
import type { ThreadLog } from '../updates/thread-log.js';
import { aborted, iso, progressOf, type Drive, type DriveParts } from './driving.js';
import { withEvent } from './follow-events.js';
import { showTicket } from './message.js';
import { prepare } from './prepare.js';

/** One stretch of work: makes a plan, or moves traffic by the one that was decided on. Its end is on record. */
export async function work(parts: DriveParts, mine: Drive, log: ThreadLog | null): Promise<void> {
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
async function settle(parts: DriveParts, mine: Drive, next: (ticket: Ticket) => Ticket): Promise<void> {
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
