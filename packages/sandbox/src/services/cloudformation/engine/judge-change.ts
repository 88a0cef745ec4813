import { isUnknown } from '../template/evaluate.js';
import { sameJson, type JsonRecord } from '../template/json.js';

/** What a change of properties means for a resource. */
export interface Judgement {
  readonly action: 'none' | 'update' | 'replace' | 'perhaps-replace';
  /** Names of the properties that differ. */
  readonly changed: readonly string[];
}

/** What of a type decides; a resource without a way to update is made anew for any change. */
export interface ChangeBehaviour {
  readonly type: string;
  /** Properties whose change takes a new resource; `*`: all. */
  readonly replacedBy: readonly string[];
}

/** Pure. Both sides have their functions carried out; what is not known yet counts as different. */
export function judgeChange(
  before: { readonly type: string; readonly properties: JsonRecord },
  after: { readonly type: string; readonly properties: JsonRecord },
  behaviour: ChangeBehaviour,
): Judgement {
  const names = [...new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])];
  const changed = names.filter((name) => !sameJson(before.properties[name], after.properties[name]));
  if (before.type !== after.type) return { action: 'replace', changed };
  if (changed.length === 0) return { action: 'none', changed };
  const decisive = changed.filter((name) => behaviour.replacedBy.includes('*') || behaviour.replacedBy.includes(name));
  if (decisive.length === 0) return { action: 'update', changed };
  const certain = decisive.some((name) => !isUnknown(after.properties[name] ?? null));
  return { action: certain ? 'replace' : 'perhaps-replace', changed };
}
