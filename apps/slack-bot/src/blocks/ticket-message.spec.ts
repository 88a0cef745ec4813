import type { GateVerdict } from '@bluegreen/sdk';
import { areTooLong, blockProblems, viewProblems } from '@bluegreen/slack-fake';
import { PRODUCTION } from '../testing/environment.js';
import { sampleTicket } from '../testing/sample-ticket.js';
import type { Ticket, TicketState } from '../tickets/ticket.js';
import { ticketMessage } from './ticket-message.js';
import { detailsModal } from './views.js';

const NOW = Date.parse('2026-01-05T03:01:00.000Z');
const draw = (changes: Partial<Ticket>, approvals = 0) =>
  ticketMessage(sampleTicket(changes), { ...PRODUCTION, approvals }, NOW);
const buttonsOf = (changes: Partial<Ticket>, approvals = 0) =>
  draw(changes, approvals).blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map((element) => ('action_id' in element ? element.action_id : '')) : [],
  );

const OUTCOME = { changed: true, from: 'blue', live: 'green', release: null, elapsedMs: 400 } as const;
const CLOSED: GateVerdict = { gate: 'alarms-quiet', verdict: 'fail', summary: 'An alarm rings.' };
const plan = (gates: readonly GateVerdict[]) => ({ plan: { ...sampleTicket().plan!, gates } });

it.each<[string, Partial<Ticket>, number, string[]]>([
  ['a plan', {}, 0, ['switch', 'hold', 'abort', 'details']],
  ['a plan that others must approve', {}, 1, ['approve', 'hold', 'abort', 'details']],
  ['a rollback, whoever must approve', { verb: 'rollback' }, 1, ['switch', 'hold', 'abort', 'details']],
  ['a plan that the engine would refuse', { standing: 'blocked' }, 0, ['recheck', 'abort', 'details']],
  ['a plan that would wait', { standing: 'waits' }, 0, ['recheck', 'switch', 'abort', 'details']],
  ['a plan of a replica that did not ask yet', { standing: undefined }, 0, ['recheck', 'abort', 'details']],
  ['a plan on hold', { state: 'held' }, 0, ['release', 'abort', 'details']],
  ['work', { state: 'running' }, 0, ['abort', 'details']],
  ['a switch that is done', { state: 'done', outcome: OUTCOME }, 0, ['rollback', 'details']],
  ['a rollback that is done', { state: 'done', outcome: OUTCOME, verb: 'rollback' }, 0, ['details']],
  ['nothing to do', { state: 'done', outcome: { ...OUTCOME, changed: false } }, 0, ['details']],
  ['a failure', { state: 'failed' }, 0, ['details']],
])('offers for %s what can be done', (_what, changes, approvals, names) => {
  expect(buttonsOf(changes, approvals)).toEqual(names.map((name) => `ticket.${name}`));
});

describe('whatever is in it', () => {
  const LONG = '<!channel> & `x` *y* '.repeat(300);
  const hostile: Partial<Ticket> = {
    release: LONG,
    live: 'green',
    colors: {
      blue: { release: LONG, weight: 50, healthy: 1, total: 2 },
      green: { release: LONG, weight: 50, healthy: 1, total: 2 },
    },
    ...plan(Array.from({ length: 40 }, () => ({ ...CLOSED, summary: LONG, evidence: [LONG, LONG], next: LONG }))),
    steps: Array.from({ length: 300 }, (_, index) => ({ phase: `${index}`, level: 'step' as const, text: LONG })),
    failure: { code: 'INTERNAL', title: LONG, evidence: [LONG, LONG], next: LONG },
    standing: 'blocked',
    refusals: Array.from({ length: 9 }, () => ({ code: 'X', title: LONG, evidence: [LONG], next: LONG })),
    note: null,
    outcome: { ...OUTCOME, release: { release: LONG, digest: '' } },
    operationId: LONG,
    heldBy: { id: 'U1', name: 'x' },
    abortedBy: { id: 'U1', name: 'x' },
    approvals: Array.from({ length: 9 }, (_, index) => ({ id: `U${index}`, name: 'x', at: 'x', hash: 'x' })),
  };
  const states: TicketState[] = ['preparing', 'waiting', 'held', 'running', 'done', 'failed', 'cancelled', 'expired'];

  it.each(states.flatMap((state) => (['en', 'ko'] as const).map((language) => [state, language] as const)))(
    'Slack takes it (%s, %s), with text for every block and nobody called',
    (state, language) => {
      const { text, blocks } = draw({ ...hostile, state, language }, 3);
      expect(blockProblems(blocks, 'message')).toEqual([]);
      expect(areTooLong(blocks)).toBe(false);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(40_000);
      expect(JSON.stringify(blocks)).not.toContain('<!channel>');
      expect(viewProblems(detailsModal(sampleTicket({ ...hostile, state }), language), 'modal')).toEqual([]);
    },
  );
});

it('says in words, not in colours, what is live and what the way back costs', () => {
  const colors = { ...sampleTicket().colors!, blue: { release: 'v1', weight: 0, healthy: 2, total: 2 } };
  const { text, blocks } = draw({
    colors,
    state: 'done',
    outcome: OUTCOME,
    live: 'green',
    endedAt: '2026-01-05T03:00:30.000Z',
  });
  expect(text).toContain('GREEN is LIVE');
  expect(text).toContain(
    'Way back: instant. BLUE stays warm with v1 (2/2 healthy) until somebody deploys to it or scales it down',
  );
  expect(JSON.stringify(blocks)).toContain('*GREEN* LIVE');
  expect(JSON.stringify(blocks)).toContain('*BLUE* IDLE');
});
