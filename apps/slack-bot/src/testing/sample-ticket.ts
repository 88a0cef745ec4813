import type { GateVerdict } from '@bluegreen/sdk';
import { newTicket, type Ticket } from '../tickets/ticket.js';

const GATE: GateVerdict = { gate: 'targets-healthy', verdict: 'pass', summary: '2 of 2 targets of GREEN are healthy.' };

/** A plan that waits for a decision, asked for by U0JANE. */
export function sampleTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    ...newTicket({
      id: '8232000000000-00000000000000aa',
      environment: 'production',
      verb: 'switch',
      to: 'green',
      release: null,
      requestedBy: { id: 'U0JANE', name: 'jane' },
      confirmed: null,
      language: 'en',
      channel: 'C0DEPLOYS',
      threadTs: null,
      createdAt: '2026-01-05T03:00:00.000Z',
    }),
    ts: '1.000001',
    state: 'waiting',
    standing: 'ready',
    plan: {
      hash: 'ab'.repeat(32),
      from: 'blue',
      to: 'green',
      release: { release: 'v2', digest: '2'.repeat(64) },
      gates: [GATE],
      expiresAt: '2026-01-05T03:30:00.000Z',
    },
    live: 'blue',
    colors: {
      blue: { release: 'v1', weight: 100, healthy: 2, total: 2 },
      green: { release: 'v2', weight: 0, healthy: 2, total: 2 },
    },
    ...changes,
  };
}
