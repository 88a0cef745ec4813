import type { Ticket, Who } from './ticket.js';
import { hasEnded, isAtWork } from './ticket.js';

/** Why a click does nothing. Each has words, and is recorded. */
export type Refusal =
  | 'NOT_WAITING'
  | 'PLAN_MOVED'
  | 'APPROVAL_EXPIRED'
  | 'SELF_APPROVAL'
  | 'APPROVED_ALREADY'
  | 'APPROVALS_MISSING'
  | 'ENDED_ALREADY';

export type Change = { readonly ticket: Ticket } | { readonly refusal: Refusal };

export interface Click {
  readonly by: Who;
  /** Of the plan that the person saw. */
  readonly hash: string;
  readonly nowMs: number;
}

function awaiting(ticket: Ticket, { hash, nowMs }: Click): Refusal | null {
  if (hasEnded(ticket)) return 'ENDED_ALREADY';
  if (ticket.state !== 'waiting' || !ticket.plan) return 'NOT_WAITING';
  if (!ticket.plan.hash.startsWith(hash) || hash === '') return 'PLAN_MOVED';
  return nowMs >= Date.parse(ticket.plan.expiresAt) ? 'APPROVAL_EXPIRED' : null;
}

/** One more person agrees to exactly this plan; with enough of them it starts. Pure. */
export function approve(ticket: Ticket, click: Click, needed: number): Change {
  const refusal = awaiting(ticket, click);
  if (refusal) return { refusal };
  if (click.by.id === ticket.requestedBy.id) return { refusal: 'SELF_APPROVAL' };
  if (ticket.approvals.some(({ id }) => id === click.by.id)) return { refusal: 'APPROVED_ALREADY' };
  const approval = { ...click.by, at: iso(click.nowMs), hash: ticket.plan!.hash };
  const approved = { ...ticket, approvals: [...ticket.approvals, approval] };
  return { ticket: approved.approvals.length >= needed ? started(approved, click) : approved };
}

/** Starts a plan that needs nobody else. Pure. */
export function begin(ticket: Ticket, click: Click, needed: number): Change {
  const refusal = awaiting(ticket, click);
  if (refusal) return { refusal };
  // A way back must not wait for a second person.
  const missing = ticket.verb === 'rollback' ? 0 : needed - ticket.approvals.length;
  return missing > 0 ? { refusal: 'APPROVALS_MISSING' } : { ticket: started(ticket, click) };
}

function started(ticket: Ticket, { nowMs }: Click): Ticket {
  return { ...ticket, state: 'running', startedAt: iso(nowMs), driver: null, steps: [] };
}

/** Puts a waiting plan aside; nobody can start it until it is released. Pure. */
export function hold(ticket: Ticket, by: Who): Change {
  if (hasEnded(ticket)) return { refusal: 'ENDED_ALREADY' };
  return ticket.state === 'waiting' ? { ticket: { ...ticket, state: 'held', heldBy: by } } : { refusal: 'NOT_WAITING' };
}

/** Takes a plan up again: it is made anew, and approvals with it. Pure. */
export function replan(ticket: Ticket): Change {
  if (hasEnded(ticket)) return { refusal: 'ENDED_ALREADY' };
  if (ticket.state !== 'held' && ticket.state !== 'waiting') return { refusal: 'NOT_WAITING' };
  return { ticket: { ...anew(ticket), driver: null } };
}

/** A ticket whose plan is void: it is made anew, and nobody has agreed to anything. Pure. */
export function anew(ticket: Ticket): Ticket {
  const round = (ticket.round ?? 0) + 1;
  return { ...ticket, round, state: 'preparing', heldBy: null, plan: null, refusals: [], approvals: [], steps: [] };
}

/** Stops: at once where nothing runs, otherwise by asking whoever drives it. Pure. */
export function abort(ticket: Ticket, by: Who, nowMs: number): Change {
  if (hasEnded(ticket)) return { refusal: 'ENDED_ALREADY' };
  if (isAtWork(ticket)) return { ticket: { ...ticket, abortedBy: ticket.abortedBy ?? by } };
  return { ticket: { ...ticket, state: 'cancelled', abortedBy: by, endedAt: iso(nowMs) } };
}

/** A plan that nobody decided on in time. Pure. */
export function expire(ticket: Ticket, nowMs: number): Change {
  const late = ticket.state === 'waiting' && ticket.plan !== null && nowMs >= Date.parse(ticket.plan.expiresAt);
  return late ? { ticket: { ...ticket, state: 'expired', endedAt: iso(nowMs) } } : { refusal: 'NOT_WAITING' };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
