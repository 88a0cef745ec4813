import { sampleTicket } from '../testing/sample-ticket.js';
import type { Ticket } from './ticket.js';
import { abort, approve, begin, expire, hold, replan, type Change, type Click } from './transitions.js';

const NOW = Date.parse('2026-01-05T03:10:00.000Z');
const click = (id: string, changes: Partial<Click> = {}): Click => ({
  by: { id, name: id },
  hash: 'abababababababab',
  nowMs: NOW,
  ...changes,
});
const LATE = Date.parse('2026-01-05T03:30:00.000Z');
const ticketOf = (change: Change): Ticket => (change as { ticket: Ticket }).ticket;

it.each<[string, Partial<Ticket>, Click, string]>([
  ['of the one who asked', {}, click('U0JANE'), 'SELF_APPROVAL'],
  ['of another plan', {}, click('U0ADA', { hash: 'cdcdcdcdcdcdcdcd' }), 'PLAN_MOVED'],
  ['of no plan', {}, click('U0ADA', { hash: '' }), 'PLAN_MOVED'],
  ['that comes too late', {}, click('U0ADA', { nowMs: LATE }), 'APPROVAL_EXPIRED'],
  ['of what is on hold', { state: 'held' }, click('U0ADA'), 'NOT_WAITING'],
  ['of what runs', { state: 'running' }, click('U0ADA'), 'NOT_WAITING'],
  ['of what has ended', { state: 'done' }, click('U0ADA'), 'ENDED_ALREADY'],
  [
    'given twice',
    { approvals: [{ id: 'U0ADA', name: 'ada', at: '', hash: 'ab' }] },
    click('U0ADA'),
    'APPROVED_ALREADY',
  ],
])('refuses an approval %s', (_what, changes, given, refusal) => {
  expect(approve(sampleTicket(changes), given, 2)).toEqual({ refusal });
});

it('starts with the last approval that is needed, bound to the hash', () => {
  const one = ticketOf(approve(sampleTicket(), click('U0ADA'), 2));
  expect(one).toMatchObject({ state: 'waiting', approvals: [{ id: 'U0ADA', hash: 'ab'.repeat(32) }] });
  expect(ticketOf(approve(one, click('U0ROOT'), 2))).toMatchObject({ state: 'running', startedAt: expect.any(String) });
});

it('starts at once where nobody else is needed, and a way back everywhere', () => {
  expect(begin(sampleTicket(), click('U0JANE'), 1)).toEqual({ refusal: 'APPROVALS_MISSING' });
  expect(ticketOf(begin(sampleTicket(), click('U0JANE'), 0)).state).toBe('running');
  expect(ticketOf(begin(sampleTicket({ verb: 'rollback' }), click('U0JANE'), 2)).state).toBe('running');
});

it('takes approvals back when a plan is made anew', () => {
  const approved = sampleTicket({ state: 'held', approvals: [{ id: 'U0ADA', name: 'ada', at: '', hash: '' }] });
  expect(ticketOf(replan(approved))).toMatchObject({ state: 'preparing', approvals: [], plan: null });
  expect(replan(sampleTicket({ state: 'running' }))).toEqual({ refusal: 'NOT_WAITING' });
  expect(hold(sampleTicket({ state: 'running' }), { id: 'U', name: 'u' })).toEqual({ refusal: 'NOT_WAITING' });
});

it('cancels what waits, and asks the driver of what runs', () => {
  const by = { id: 'U0MIN', name: 'min' };
  expect(ticketOf(abort(sampleTicket(), by, NOW))).toMatchObject({ state: 'cancelled', abortedBy: by });
  expect(ticketOf(abort(sampleTicket({ state: 'running' }), by, NOW))).toMatchObject({
    state: 'running',
    abortedBy: by,
  });
});

it('expires at the minute, and only what waits', () => {
  expect(expire(sampleTicket(), LATE - 1)).toEqual({ refusal: 'NOT_WAITING' });
  expect(ticketOf(expire(sampleTicket(), LATE)).state).toBe('expired');
  expect(expire(sampleTicket({ state: 'held' }), LATE)).toEqual({ refusal: 'NOT_WAITING' });
});
