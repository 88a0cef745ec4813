import { createHash } from 'node:crypto';
import type { Documents } from '@bluegreen/sdk';
import { ticketId } from './ticket-store.js';

/** One attempt of a person to do something, whatever became of it. */
export interface Attempt {
  /** ISO-8601. */
  readonly at: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly surface: 'slack';
  readonly channel: string | null;
  /** As typed, or the name of the button. */
  readonly asked: string;
  readonly outcome: 'accepted' | 'refused';
  /** Why it was refused. */
  readonly code: string | null;
  readonly ticket: string | null;
  readonly permalink: string | null;
}

/** What happened, and what was already taken, shared by all replicas. */
export interface Ledger {
  /** False for a delivery that some replica took before. Kept for good, so longer than Slack sends again. */
  take(delivery: string): Promise<boolean>;
  record(attempt: Attempt): Promise<void>;
}

export function createLedger(documents: Documents): Ledger {
  return {
    // Hashed: an identifier that came over the wire never becomes a key.
    take: async (delivery) => (await documents.create(`taken/${sha256(delivery)}.json`, '{"version":1}')) !== null,
    async record(attempt) {
      const body = JSON.stringify({ version: 1, ...attempt });
      await documents.create(`attempts/${ticketId(Date.parse(attempt.at), sha256(body))}.json`, body);
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
