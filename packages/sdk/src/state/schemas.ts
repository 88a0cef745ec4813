import { z } from 'zod';
import { isJournalKey, isOperationId } from './document-keys.js';

/** Shapes of what lies in the bucket, checked at every reading: anybody who may write there could have written it. */

/** More than twice what is ever written (`redactedJson` cuts free text short), so that nobody locks himself out. */
export const text = (most = 12_000) => z.string().max(most);
export const timestamp = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is no time');
export const operationId = z.string().refine(isOperationId, 'is no identifier of an operation');
export const entryKey = z.string().refine(isJournalKey, 'is no key of the journal');
export const color = z.enum(['blue', 'green']);
export const release = z.object({ release: text(200), digest: text(200) });
export const fencing = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const routeAction = z.union([
  z.object({
    type: z.literal('forward'),
    order: z.number().optional(),
    groups: z
      .array(z.object({ targetGroupArn: text(500), weight: z.number().min(0).max(999) }))
      .min(1)
      .max(20),
    stickiness: z.object({ enabled: z.boolean(), durationSeconds: z.number().optional() }).optional(),
  }),
  z.object({ type: z.literal('other'), raw: z.unknown() }),
]);
export const routeActions = z.array(routeAction).max(20);

export const route = z.object({
  kind: z.enum(['listener', 'rule']),
  arn: text(500),
  listenerArn: text(500),
});

export const owner = { owner: text(), surface: text() };

export const lock = z.object({ id: operationId, ...owner, reason: text(), since: timestamp });

export const proof = z.object({
  sent: z.number(),
  answered: z.number(),
  failed: z.number(),
  longestGapMs: z.number(),
  byRelease: z.record(text(200), z.number()),
  firstAnswerMs: z.number().nullable(),
  lastFormerAnswerMs: z.number().nullable(),
});
