import { createHash } from 'node:crypto';
import type { Documents } from '@bluegreen/sdk';

/** Which deliveries were already taken, shared by all replicas. */
export interface Ledger {
  /** False for a delivery that some replica took before. Kept for good, so longer than Slack sends again. */
  take(delivery: string): Promise<boolean>;
}

export function createLedger(documents: Documents): Ledger {
  return {
    // Hashed: an identifier that came over the wire never becomes a key.
    take: async (delivery) => {
      const digest = createHash('sha256').update(delivery).digest('hex');
      return (await documents.create(`taken/${digest}.json`, '{"version":1}')) !== null;
    },
  };
}
