import type { WireInput, WireValue } from '../services/service.js';

interface Node {
  value?: string;
  children?: Map<string, Node>;
}

/** Members deeper than this are not in any model; the limit keeps a hostile body from building towers. */
const MAX_DEPTH = 24;

/**
 * `Name.member.2.Key=x` into objects and arrays (contract A2). Numbered children are a list, in the order of their
 * numbers. An empty value stays the empty text: for a list that is how clients say "none". `Action` and `Version` are left out.
 */
export function parseQueryInput(form: URLSearchParams): WireInput {
  const root: Node = {};
  for (const [path, value] of form) {
    if (path === 'Action' || path === 'Version') continue;
    const names = path.split('.');
    if (names.length > MAX_DEPTH) continue;
    let node = root;
    for (const name of names) {
      node.children ??= new Map();
      let child = node.children.get(name);
      if (!child) node.children.set(name, (child = {}));
      node = child;
    }
    node.value = value;
  }
  const input = toValue(root);
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};
}

function toValue(node: Node): WireValue {
  if (!node.children) return node.value ?? {};
  const entries = [...node.children];
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'member' && first[1].children) return toList(first[1].children);
  if (entries.every(([name]) => /^\d+$/.test(name))) return toList(node.children);
  return Object.fromEntries(entries.map(([name, child]) => [name, toValue(child)]));
}

function toList(children: Map<string, Node>): WireValue[] {
  return [...children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => toValue(child));
}
