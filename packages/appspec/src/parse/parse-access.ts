import type { SecurityContext } from '../app-spec.js';
import { parseAccessEntry } from './access-entry.js';
import { contextRangeProblem } from './context-range.js';
import { shown, textOf, valueOf } from './located.js';
import type { LocatedMap } from './located.js';
import type { Report } from './report.js';
import { warnOfUnknownKeys } from './unknown-keys.js';

const contextKeys = ['name', 'type', 'range'];

/** The `acls` of a permission, entry by entry as they are written (contract C6). */
export function parseAcls(item: LocatedMap, where: string, report: Report): string[] | null {
  const value = valueOf(item, 'acls');
  if (value === null) return null;
  const path = `${where}.acls`;
  if (value.kind !== 'list') {
    report.problem('PERMISSION_ACL_INVALID', `acls is a list of entries, not ${shown(value)}`, path, value.at);
    return null;
  }
  return value.items.flatMap((each, index) => {
    const text = each.kind === 'scalar' && typeof each.value === 'string' ? each.value : null;
    if (text === null) {
      const message = `an access control entry is text, not ${shown(each)}`;
      report.problem('PERMISSION_ACL_INVALID', message, `${path}[${index}]`, each.at);
      return [];
    }
    const entry = parseAccessEntry(text);
    if (typeof entry !== 'string') return [text];
    report.problem('PERMISSION_ACL_INVALID', entry, `${path}[${index}]`, each.at);
    return [];
  });
}

/** The SELinux `context` of a permission (contract C6, C7). */
export function parseContext(item: LocatedMap, where: string, report: Report): SecurityContext | null {
  const value = valueOf(item, 'context');
  if (value === null) return null;
  const path = `${where}.context`;
  if (value.kind !== 'map') {
    report.problem('PERMISSION_CONTEXT_INVALID', `context is a map with a type, not ${shown(value)}`, path, value.at);
    return null;
  }
  if (value.entries.some((entry) => entry.key === 'user')) {
    const message = 'the agent reads the SELinux user from the key "name", not "user"';
    report.warning('KEY_UNKNOWN', message, `${path}.user`, value.at);
  }
  warnOfUnknownKeys(value, [...contextKeys, 'user'], path, report);
  const type = valueOf(value, 'type');
  const name = valueOf(value, 'name');
  const range = valueOf(value, 'range');
  const rangeText = range === null ? null : (textOf(range) ?? '');
  for (const [key, given] of Object.entries({ name, type, range })) {
    if (given === null || given.kind === 'scalar') continue;
    const message = `the ${key} of a context is text, not ${shown(given)}`;
    report.problem('PERMISSION_CONTEXT_INVALID', message, `${path}.${key}`, given.at);
  }
  if (type === null) {
    report.problem('PERMISSION_CONTEXT_INVALID', 'this context has no type', path, value.at);
    return null;
  }
  const wrong = rangeText === null || range?.kind !== 'scalar' ? null : contextRangeProblem(rangeText);
  if (wrong !== null) report.problem('PERMISSION_CONTEXT_INVALID', wrong, `${path}.range`, range?.at ?? value.at);
  if (range === null) {
    const message = 'agent 1.8 fails at Install when a context has no range; give one such as s0';
    report.warning('PERMISSION_CONTEXT_INVALID', message, path, value.at);
  }
  return { name: name === null ? null : textOf(name), type: textOf(type) ?? '', range: rangeText };
}
