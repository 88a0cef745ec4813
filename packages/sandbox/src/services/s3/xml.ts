import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformedXml } from './errors.js';

export const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/**
 * A document S3 answers with. `content` holds members in the API's element names; an array repeats its element, a Date is
 * ISO-8601 UTC, `undefined` is left out, `''` is an empty element.
 */
export interface XmlDocument {
  readonly root: string;
  readonly content: object | string;
}

export function renderXml(document: XmlDocument): string {
  const { root, content } = document;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${inner(content)}</${root}>`;
}

function inner(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return escape(String(value));
  return Object.entries(value)
    .map(([name, member]) => elements(name, member))
    .join('');
}

function elements(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => elements(name, item)).join('');
  const content = inner(value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters go out as references, as S3 does; a parser would otherwise change a carriage return in a key. */
function escape(text: string): string {
  // eslint-disable-next-line no-control-regex -- the control characters are the point
  return text.replace(/[&<>"\u0000-\u0008\u000b-\u001f]/g, (char) => ESCAPES[char] ?? `&#${char.charCodeAt(0)};`);
}

/** An element of a request: a leaf is text, an element that was repeated (or is in `lists`) an array. */
export type XmlNode = string | XmlNode[] | { [name: string]: XmlNode };

/**
 * Reads a request body whose outermost element is `root`; elements named in `lists` are arrays even when they came once.
 * MalformedXML otherwise. Entity declarations are refused: they are only ever an attack.
 */
export function parseXml(text: string, root: string, lists: readonly string[] = []): { [name: string]: XmlNode } {
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) throw malformedXml();
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    removeNSPrefix: true,
    parseTagValue: false,
    // Keys may begin or end with spaces.
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => lists.includes(name),
  });
  const document = parser.parse(text) as { [name: string]: XmlNode };
  const content = document[root];
  if (content === undefined || Array.isArray(content)) throw malformedXml();
  return typeof content === 'string' ? {} : withoutText(content);
}

/** The children called `name`; [] when there are none. */
export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  const child = isElement(node) ? node[name] : undefined;
  if (child === undefined) return [];
  return Array.isArray(child) ? child : [child];
}

/** Text of the child called `name`; undefined when there is none. MalformedXML when it has children of its own. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  const child = isElement(node) ? node[name] : undefined;
  if (child === undefined || typeof child === 'string') return child;
  throw malformedXml();
}

export function isElement(node: XmlNode | undefined): node is { [name: string]: XmlNode } {
  return typeof node === 'object' && !Array.isArray(node);
}

/** White space between elements is no content. */
function withoutText<T extends XmlNode>(node: T): T {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(withoutText) as T;
  const entries = Object.entries(node).filter(([name]) => name !== '#text');
  return Object.fromEntries(entries.map(([name, child]) => [name, withoutText(child)])) as T;
}
