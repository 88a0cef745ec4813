import path from 'node:path';
import type { FileMapping } from '../app-spec.js';
import { staysInside } from './inside-bundle.js';
import { isNothing, shown, valueOf } from './located.js';
import type { Located } from './located.js';
import type { Position, Report } from './report.js';
import { warnOfUnknownKeys } from './unknown-keys.js';

const knownKeys = ['source', 'destination'];

/** The `files` section (contract C6, C7). */
export function parseFiles(section: Located | null, report: Report): FileMapping[] {
  if (section === null) return [];
  if (section.kind !== 'list') {
    report.problem(
      'FILES_INVALID',
      `files must be a list of source and destination, not ${shown(section)}`,
      'files',
      section.at,
    );
    return [];
  }
  const seen = new Map<string, string>();
  return section.items.flatMap((item, index) => {
    const where = `files[${index}]`;
    report.mark(where, item.at);
    const mapping = parseMapping(item, where, report);
    if (mapping === null) return [];
    refuseRepeats(mapping, where, item.at, seen, report);
    return [mapping];
  });
}

function parseMapping(item: Located, where: string, report: Report): FileMapping | null {
  if (item.kind !== 'map') {
    const message = `each entry of files needs a source and a destination, this is ${shown(item)}`;
    report.problem('FILES_INVALID', message, where, item.at);
    return null;
  }
  warnOfUnknownKeys(item, knownKeys, where, report);
  const source = pathAt(item, 'source', where, report);
  const destination = pathAt(item, 'destination', where, report);
  if (source !== null && !staysInside(source)) {
    const message = `the source ${source} is outside the bundle`;
    report.problem('FILE_SOURCE_OUTSIDE', message, `${where}.source`, valueOf(item, 'source')?.at ?? item.at);
    return null;
  }
  if (destination !== null && !destination.startsWith('/')) {
    const message = `the destination ${destination} is not absolute: the agent takes it from its own working directory`;
    report.warning(
      'FILE_DESTINATION_RELATIVE',
      message,
      `${where}.destination`,
      valueOf(item, 'destination')?.at ?? item.at,
    );
  }
  return source === null || destination === null ? null : { source, destination };
}

function pathAt(
  item: Extract<Located, { kind: 'map' }>,
  key: 'source' | 'destination',
  where: string,
  report: Report,
): string | null {
  const code = key === 'source' ? 'FILE_SOURCE_INVALID' : 'FILE_DESTINATION_INVALID';
  const value = valueOf(item, key);
  if (value === null || isNothing(value)) {
    report.problem(code, `this entry of files has no ${key}`, `${where}.${key}`, item.at);
    return null;
  }
  if (value.kind !== 'scalar' || typeof value.value !== 'string') {
    report.problem(code, `the ${key} must be text, not ${shown(value)}`, `${where}.${key}`, value.at);
    return null;
  }
  return value.value;
}

function refuseRepeats(
  mapping: FileMapping,
  where: string,
  at: Position,
  seen: Map<string, string>,
  report: Report,
): void {
  const source = path.posix.normalize(`/${mapping.source}`).replace(/\/$/, '');
  const key = `${source}\0${path.posix.normalize(mapping.destination).replace(/\/$/, '')}`;
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, where);
    return;
  }
  const message = `${mapping.source} goes to ${mapping.destination} twice: ${first} already says so, and the agent refuses two sources for one destination`;
  report.problem('FILE_DESTINATION_TWICE', message, where, at);
}
