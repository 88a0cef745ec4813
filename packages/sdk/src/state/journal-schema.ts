import { z } from 'zod';
import type { JournalDocument } from '../domain/journal.js';
import { idOfJournalKey } from './document-keys.js';
import {
  color,
  fencing,
  lock,
  operationId,
  owner,
  proof,
  release,
  route,
  routeActions,
  text,
  timestamp,
} from './schemas.js';
import { parseAs, stateUnreadable } from './unreadable.js';

const sizes = z.object({ min: z.number(), max: z.number(), desired: z.number() });
const names = z.array(text(200)).max(50);
const heldGroups = z.array(z.object({ autoScalingGroup: text(300), suspendedBefore: names, held: names })).max(20);

const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('write-routes'),
    purpose: z.enum(['reference', 'shift', 'restore']),
    routes: z.array(z.object({ ...route.shape, before: routeActions, after: routeActions })).max(2_000),
  }),
  z.object({
    kind: z.literal('create-deployment'),
    color,
    deploymentGroup: text(300),
    key: text(1_024),
    token: text(300),
  }),
  z.object({ kind: z.literal('stop-deployment'), color, deploymentId: text(100) }),
  z.object({ kind: z.literal('hold-capacity'), groups: heldGroups }),
  z.object({ kind: z.literal('restore-capacity'), groups: heldGroups }),
  z.object({ kind: z.literal('set-capacity'), color, autoScalingGroup: text(300), before: sizes, after: sizes }),
]);

/** Of the stored plan only what is acted on is checked in depth; the rest is shown to people at most. */
const plan = z.looseObject({
  version: z.literal(1),
  hash: text(200),
  verb: z.enum(['deploy', 'switch', 'rollback', 'repair']),
  environment: text(),
  createdAt: timestamp,
  from: color.nullable(),
  to: color,
  release: release.nullable(),
  gates: z.array(z.looseObject({ gate: text(100), verdict: z.enum(['pass', 'fail', 'no-data']), summary: text() })),
  steps: z.array(z.looseObject({ kind: text(100) })).max(5_000),
});

const scaling = z.object({
  version: z.literal(1),
  hash: text(200),
  verb: z.literal('scale'),
  environment: text(),
  createdAt: timestamp,
  color,
  autoScalingGroup: text(300),
  role: z.enum(['live', 'way-back', 'idle']),
  before: sizes,
  after: sizes,
  losses: z.array(text()).max(20),
  refusals: z.array(z.object({ summary: text(), next: text() })).max(20),
});

const about = z.object({
  lock: lock.optional(),
  victim: z
    .object({
      id: operationId,
      verb: text(),
      ...owner,
      reason: text(),
      since: timestamp,
      fencing,
      expired: z.boolean(),
    })
    .optional(),
  drift: z
    .array(
      z.object({
        ...{ kind: route.shape.kind, arn: route.shape.arn, change: z.enum(['colour', 'detail', 'gone']) },
        ...{ expected: routeActions, actual: routeActions.nullable() },
      }),
    )
    .max(2_000)
    .optional(),
  scaling: scaling.optional(),
  healthy: z.number().int().min(0).optional(),
});

const schema = z.object({
  version: z.literal(1),
  id: operationId,
  verb: text(50),
  ...owner,
  link: text().nullable().default(null),
  sequence: z.number().nullable().default(null),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  end: z.enum(['done', 'failed-unmoved', 'rolled-back', 'needs-attention']).nullable(),
  from: color.nullable(),
  to: color.nullable(),
  release: release.nullable(),
  error: z.object({ code: text(100), message: text() }).nullable(),
  reason: text(),
  drivers: z
    .array(z.object({ ...owner, link: text().optional(), fencing, since: timestamp }))
    .min(1)
    .max(1_000),
  plan: plan.nullable(),
  fromRelease: release.nullable(),
  deploymentId: text(100).nullable(),
  steps: z
    .array(
      z.object({
        number: z.number().int().min(1),
        change,
        startedAt: timestamp,
        endedAt: timestamp.nullable(),
        observed: text().nullable(),
      }),
    )
    .max(1_000),
  proof: proof.nullable(),
  about: about.optional(),
});

/** The entry that lies under a key. @throws STATE_UNREADABLE, also when it names another operation than its key does. */
export function parseEntry(key: string, body: string): JournalDocument {
  const entry = parseAs(schema, key, body) as JournalDocument;
  if (entry.id !== idOfJournalKey(key)) throw stateUnreadable(key, `it names the operation ${entry.id}`);
  return entry;
}
