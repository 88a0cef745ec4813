import { UNKNOWN } from '../template/evaluate.js';
import type { Json, JsonRecord } from '../template/json.js';
import { judgeChange, type ChangeBehaviour } from './judge-change.js';

/** One change of a stack, as a change set lists it. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly type: string;
  readonly replacement: 'True' | 'False' | 'Conditional' | null;
  /** Properties that differ. */
  readonly changed: readonly string[];
}

export interface PlanInput {
  readonly before: Readonly<Record<string, Existing>>;
  /** Resources of the new template that are to exist, in dependency order. */
  readonly after: readonly { readonly logicalId: string; readonly type: string }[];
  readonly behaviourOf: (type: string) => ChangeBehaviour;
  /** Properties with functions carried out by these look-ups. */
  readonly propertiesOf: (logicalId: string, known: KnownResources) => JsonRecord;
}

/** What is known of resources before anything was changed; `UNKNOWN` where it will be another one. */
export interface KnownResources {
  ref(logicalId: string): Json;
  attribute(logicalId: string, name: string): Json;
}

interface Existing {
  readonly type: string;
  readonly physicalId: string | null;
  readonly ref: string | null;
  readonly properties: JsonRecord;
  readonly attributes: JsonRecord;
}

/** Pure: what an update would change, in order; removals last. */
export function planChanges(input: PlanInput): PlannedChange[] {
  const { before, after } = input;
  const renewed = new Set<string>();
  const updated = new Set<string>();
  const known: KnownResources = {
    ref: (id) => (renewed.has(id) ? UNKNOWN : (before[id]?.ref ?? before[id]?.physicalId ?? UNKNOWN)),
    attribute: (id, name) => (renewed.has(id) || updated.has(id) ? UNKNOWN : (before[id]?.attributes[name] ?? UNKNOWN)),
  };
  const changes: PlannedChange[] = [];
  for (const { logicalId, type } of after) {
    const existing = before[logicalId];
    if (!existing) {
      renewed.add(logicalId);
      changes.push({ action: 'Add', logicalId, physicalId: null, type, replacement: null, changed: [] });
      continue;
    }
    const properties = input.propertiesOf(logicalId, known);
    const { action, changed } = judgeChange(existing, { type, properties }, input.behaviourOf(type));
    if (action === 'none') continue;
    (action === 'update' ? updated : renewed).add(logicalId);
    const replacement = { update: 'False', replace: 'True', 'perhaps-replace': 'Conditional' } as const;
    const { physicalId } = existing;
    changes.push({ action: 'Modify', logicalId, physicalId, type, replacement: replacement[action], changed });
  }
  const staying = new Set(after.map(({ logicalId }) => logicalId));
  for (const [logicalId, { type, physicalId }] of Object.entries(before)) {
    if (staying.has(logicalId)) continue;
    changes.push({ action: 'Remove', logicalId, physicalId, type, replacement: null, changed: [] });
  }
  return changes;
}
