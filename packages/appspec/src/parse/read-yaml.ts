import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Alias, Document, Node, YAMLMap } from 'yaml';
import type { Located, LocatedEntry, LocatedMap } from './located.js';
import type { Position, Report } from './report.js';

interface Reading {
  document: Document;
  position: (offset: number) => Position;
  report: Report;
  done: Map<Node, Located>;
  under: Set<Node>;
}

/**
 * Reads the first document as YAML 1.1, which is what the agent's Ruby parser speaks: `mode: 0644` is 420 and `yes` is true.
 * Null when the text is not YAML (then the report says why) or holds nothing.
 */
export function readYaml(text: string, report: Report): Located | null {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', lineCounter, uniqueKeys: false, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [document, second] = documents;
  if (document === undefined) return null;
  for (const error of document.errors) {
    const tab = error.code === 'TAB_AS_INDENT';
    const message = tab ? 'indent with spaces: YAML does not allow tabs here' : `not valid YAML: ${error.message}`;
    report.problem(tab ? 'YAML_TAB' : 'YAML_SYNTAX', message, '', position(error.pos[0]));
  }
  if (document.errors.length > 0) return null;
  if (second !== undefined) {
    const message = 'only the first document of the file is read; everything after `---` is ignored';
    report.warning('YAML_SEVERAL_DOCUMENTS', message, '', position(second.range[0]));
  }
  if (document.contents === null) return null;
  const reading: Reading = { document, position, report, done: new Map(), under: new Set() };
  return locate(document.contents, '', reading);
}

function locate(node: Node | null, path: string, reading: Reading): Located {
  const at = reading.position(node?.range?.[0] ?? 0);
  if (node === null) return { kind: 'scalar', at, value: null, source: '' };
  if (isAlias(node)) return followAlias(node, at, path, reading);
  const known = reading.done.get(node);
  if (known !== undefined) return known;
  reading.under.add(node);
  const located = convert(node, at, path, reading);
  reading.under.delete(node);
  reading.done.set(node, located);
  return located;
}

function convert(node: Node, at: Position, path: string, reading: Reading): Located {
  if (isSeq(node)) {
    const items = node.items.map((item, index) => locate(item as Node | null, `${path}[${index}]`, reading));
    return { kind: 'list', at, items };
  }
  if (isMap(node)) return convertMap(node as YAMLMap<Node, Node | null>, at, path, reading);
  if (isScalar(node)) return { kind: 'scalar', at, value: node.value, source: node.source ?? '' };
  return { kind: 'scalar', at, value: null, source: '' };
}

function convertMap(node: YAMLMap<Node, Node | null>, at: Position, path: string, reading: Reading): LocatedMap {
  const entries = new Map<string, LocatedEntry>();
  const merged: LocatedEntry[] = [];
  for (const pair of node.items) {
    const keyAt = reading.position(pair.key.range?.[0] ?? 0);
    const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key);
    const keyPath = path === '' ? key : `${path}.${key}`;
    const value = pair.value === null ? nothingAt(keyAt) : locate(pair.value, keyPath, reading);
    if (key === '<<') {
      merged.push(...mergedEntries(value));
      continue;
    }
    if (entries.has(key)) {
      reading.report.warning('KEY_TWICE', `"${key}" stands here a second time; the last one counts`, keyPath, keyAt);
    }
    entries.set(key, { key, keyAt, value });
  }
  for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
  return { kind: 'map', at, entries: [...entries.values()] };
}

function mergedEntries(value: Located): LocatedEntry[] {
  if (value.kind === 'map') return value.entries;
  return value.kind === 'list' ? value.items.flatMap(mergedEntries) : [];
}

function nothingAt(at: Position): Located {
  return { kind: 'scalar', at, value: null, source: '' };
}

function followAlias(node: Alias, at: Position, path: string, reading: Reading): Located {
  const target = node.resolve(reading.document);
  if (target === undefined || reading.under.has(target)) {
    reading.report.problem('YAML_ALIAS', `the alias *${node.source} does not lead to a value`, path, at);
    return nothingAt(at);
  }
  const message = `agents on newer Ruby versions refuse YAML aliases: write the value out instead of *${node.source}`;
  reading.report.warning('YAML_ALIAS', message, path, at);
  return locate(target, path, reading);
}
