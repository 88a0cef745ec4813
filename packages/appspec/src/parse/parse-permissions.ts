import type { PermissionEntry } from '../app-spec.js';
import { isNothing, shown, textOf, valueOf } from './located.js';
import type { Located, LocatedMap } from './located.js';
import { parseAcls, parseContext } from './parse-access.js';
import { parseMode } from './parse-mode.js';
import type { Report } from './report.js';
import { warnOfUnknownKeys } from './unknown-keys.js';

const knownKeys = ['object', 'pattern', 'except', 'type', 'owner', 'group', 'mode', 'acls', 'context'];

/** The `permissions` section (contract C6, C7). */
export function parsePermissions(section: Located | null, report: Report): PermissionEntry[] {
  if (section === null) return [];
  if (section.kind !== 'list') {
    const message = `permissions must be a list of objects, not ${shown(section)}`;
    report.problem('PERMISSIONS_INVALID', message, 'permissions', section.at);
    return [];
  }
  return section.items.flatMap((item, index) => {
    const where = `permissions[${index}]`;
    report.mark(where, item.at);
    const entry = parseEntry(item, where, report);
    return entry === null ? [] : [entry];
  });
}

function parseEntry(item: Located, where: string, report: Report): PermissionEntry | null {
  if (item.kind !== 'map') {
    const message = `each entry of permissions is a map with an object, this is ${shown(item)}`;
    report.problem('PERMISSIONS_INVALID', message, where, item.at);
    return null;
  }
  warnOfUnknownKeys(item, knownKeys, where, report);
  const object = parseObject(item, where, report);
  const pattern = valueOf(item, 'pattern');
  const entry: Omit<PermissionEntry, 'object'> = {
    pattern: pattern === null ? '**' : (textOf(pattern) ?? '**'),
    except: parseTextList(item, 'except', where, report),
    type: parseTypes(item, where, report),
    owner: parseName(item, 'owner', where, report),
    group: parseName(item, 'group', where, report),
    mode: parseMode(item, where, report),
    acls: parseAcls(item, where, report),
    context: parseContext(item, where, report),
  };
  if (pattern !== null && pattern.kind !== 'scalar') {
    const message = `a pattern is text, not ${shown(pattern)}`;
    report.problem('PERMISSION_PATTERN_INVALID', message, `${where}.pattern`, pattern.at);
  }
  return object === null ? null : { object, ...entry };
}

function parseObject(item: LocatedMap, where: string, report: Report): string | null {
  const value = valueOf(item, 'object');
  const object = value === null ? '' : textOf(value);
  if (object !== null && object !== '') return object;
  const message =
    object === null ? `an object is a path in text, not ${shown(value)}` : 'this permission has no object';
  report.problem('PERMISSION_OBJECT_MISSING', message, `${where}.object`, value?.at ?? item.at);
  return null;
}

function parseTypes(item: LocatedMap, where: string, report: Report): PermissionEntry['type'] {
  const value = valueOf(item, 'type');
  if (value === null) return ['file', 'directory'];
  if (value.kind !== 'list') {
    const message = `type is a list such as [file], not ${shown(value)}`;
    report.problem('PERMISSION_TYPE_INVALID', message, `${where}.type`, value.at);
    return [];
  }
  return value.items.flatMap((each) => {
    const type = textOf(each);
    if (type === 'file' || type === 'directory') return [type];
    const message = `a type is file or directory, not ${shown(each)}`;
    report.problem('PERMISSION_TYPE_INVALID', message, `${where}.type`, each.at);
    return [];
  });
}

function parseTextList(item: LocatedMap, key: 'except', where: string, report: Report): string[] {
  const value = valueOf(item, key);
  if (value === null) return [];
  const texts = value.kind === 'list' ? value.items.map(textOf) : [null];
  if (texts.every((text) => text !== null)) return texts;
  const message = `${key} is a list of patterns, not ${value.kind === 'list' ? 'a list of other things' : shown(value)}`;
  report.problem('PERMISSION_PATTERN_INVALID', message, `${where}.${key}`, value.at);
  return [];
}

/** The agent looks users and groups up by name and stops at a number. */
function parseName(item: LocatedMap, key: 'owner' | 'group', where: string, report: Report): string | null {
  const value = valueOf(item, key);
  if (value === null || isNothing(value)) return null;
  if (value.kind === 'scalar' && typeof value.value === 'string') return value.value;
  const message = `${key} is a name in text, not ${shown(value)}: numeric ids are not looked up`;
  report.problem('PERMISSION_OWNER_INVALID', message, `${where}.${key}`, value.at);
  return null;
}
