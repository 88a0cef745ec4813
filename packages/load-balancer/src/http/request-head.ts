import { parseConnection } from './connection-options.js';
import { endOfName, endOfValue, isPlainName, isToken, parseLength, trimmed, withoutFields } from './fields.js';

/** Longest request target, request line and single header, in bytes (contract B6). */
export const MAX_LINE_BYTES = 16_384;
/** Longest request head, in bytes (contract B6). */
export const MAX_HEAD_BYTES = 65_536;

/** What the balancer needs to know of a request, and the header lines that pass on unchanged. */
export interface RequestHead {
  method: string;
  /** Origin form: path and query as the client wrote them. */
  target: string;
  path: string;
  /** Without the question mark; empty when there is none. */
  query: string;
  minorVersion: 0 | 1;
  /** Null: an HTTP/1.0 client named none. */
  host: string | null;
  /** Null: the head names none. */
  contentLength: number | null;
  chunked: boolean;
  keepAlive: boolean;
  /** Protocol that the client asks to switch to. */
  upgrade: string | null;
  expectContinue: boolean;
  forwardedFor: string | null;
  traceId: string | null;
  cookie: string | null;
  /** `Name: value` lines that pass on unchanged, each with its CRLF. */
  fields: string;
  /** All header lines as they came, for rules. */
  received: string;
}

/** Working state while the lines of one head are read. */
interface Draft extends RequestHead {
  connection: string;
  transferEncoding: string | null;
}

/**
 * Parses one request head, from the request line to the empty line.
 * A number is the status of the refusal: 400, 414, 501 or 505 (contract B6). Framing that two parties could read
 * differently (TE with CL, repeated CL, bare line feeds, folded or padded names) is refused, never repaired.
 */
export function parseRequestHead(text: string, dropInvalidHeaders: boolean): RequestHead | number {
  const lineEnd = text.indexOf('\r\n');
  const draft = parseRequestLine(text, lineEnd);
  if (typeof draft === 'number') return draft;
  const last = text.length - 2;
  let keptFrom = lineEnd + 2;
  for (let start = keptFrom; start < last;) {
    const colon = endOfName(text, start);
    if (colon === -1) return 400;
    const end = endOfValue(text, colon + 1);
    if (end === -1 || end - start > MAX_LINE_BYTES) return 400;
    const next = end + 2;
    const verdict = readField(draft, text, start, colon, end);
    if (verdict === REFUSE) return 400;
    if (verdict === DROP || (dropInvalidHeaders && !isPlainName(text, start, colon))) {
      if (start > keptFrom) draft.fields += text.slice(keptFrom, start);
      keptFrom = next;
    }
    start = next;
  }
  draft.received = text.slice(lineEnd + 2, last);
  if (last > keptFrom) draft.fields += text.slice(keptFrom, last);
  return settle(draft);
}

function parseRequestLine(text: string, lineEnd: number): Draft | number {
  const methodEnd = text.indexOf(' ');
  const targetEnd = text.indexOf(' ', methodEnd + 1);
  if (methodEnd === -1 || targetEnd === -1 || targetEnd > lineEnd) return 400;
  const method = text.slice(0, methodEnd);
  const target = text.slice(methodEnd + 1, targetEnd);
  const version = text.slice(targetEnd + 1, lineEnd);
  if (target.length > MAX_LINE_BYTES) return 414;
  if (lineEnd > MAX_LINE_BYTES || !isToken(method) || !isVisible(target)) return 400;
  if (version !== 'HTTP/1.1' && version !== 'HTTP/1.0') return /^HTTP\/\d+(\.\d+)?$/.test(version) ? 505 : 400;
  const draft: Draft = {
    method,
    target,
    path: '',
    query: '',
    minorVersion: version === 'HTTP/1.1' ? 1 : 0,
    host: null,
    contentLength: null,
    chunked: false,
    keepAlive: false,
    upgrade: null,
    expectContinue: false,
    forwardedFor: null,
    traceId: null,
    cookie: null,
    fields: '',
    received: '',
    connection: '',
    transferEncoding: null,
  };
  return draft;
}

function isVisible(target: string): boolean {
  for (let at = 0; at < target.length; at++) {
    const code = target.charCodeAt(at);
    if (code <= 32 || code === 127) return false;
  }
  return target.length > 0;
}

const KEEP = 0;
const DROP = 1;
const REFUSE = 2;

/** Lengths of the names that `readField` knows, so that most lines cost one look-up. */
const KNOWN_LENGTHS = new Uint8Array(64);
for (const name of [
  'te',
  'host',
  'cookie',
  'expect',
  'upgrade',
  'connection',
  'keep-alive',
  'content-length',
  'x-forwarded-for',
  'x-amzn-trace-id',
  'x-forwarded-port',
  'x-forwarded-proto',
  'proxy-connection',
  'transfer-encoding',
  'proxy-authorization',
])
  KNOWN_LENGTHS[name.length] = 1;

function readField(draft: Draft, text: string, start: number, colon: number, end: number): number {
  if (KNOWN_LENGTHS[colon - start] !== 1) return KEEP;
  switch (text.slice(start, colon).toLowerCase()) {
    case 'host':
      if (draft.host !== null) return REFUSE;
      draft.host = trimmed(text, colon + 1, end);
      return DROP;
    case 'cookie':
      draft.cookie = joined(draft.cookie, trimmed(text, colon + 1, end), '; ');
      return KEEP;
    case 'content-length':
      return readLength(draft, trimmed(text, colon + 1, end));
    case 'transfer-encoding':
      draft.transferEncoding = joined(draft.transferEncoding, trimmed(text, colon + 1, end).toLowerCase(), ', ');
      return DROP;
    case 'connection':
      draft.connection = joined(draft.connection || null, trimmed(text, colon + 1, end), ', ');
      return DROP;
    case 'upgrade':
      draft.upgrade = joined(draft.upgrade, trimmed(text, colon + 1, end), ', ');
      return DROP;
    case 'expect':
      draft.expectContinue = trimmed(text, colon + 1, end).toLowerCase() === '100-continue';
      return DROP;
    case 'x-forwarded-for':
      draft.forwardedFor = joined(draft.forwardedFor, trimmed(text, colon + 1, end), ', ');
      return DROP;
    case 'x-amzn-trace-id':
      draft.traceId = trimmed(text, colon + 1, end);
      return DROP;
    case 'te':
    case 'keep-alive':
    case 'proxy-connection':
    case 'proxy-authorization':
    case 'x-forwarded-proto':
    case 'x-forwarded-port':
      return DROP;
    default:
      return KEEP;
  }
}

function joined(before: string | null, value: string, separator: string): string {
  return before === null ? value : before + separator + value;
}

function readLength(draft: Draft, value: string): number {
  const length = parseLength(value);
  if (length === null || draft.contentLength !== null) return REFUSE;
  draft.contentLength = length;
  return KEEP;
}

function settle(draft: Draft): RequestHead | number {
  if (draft.transferEncoding !== null) {
    if (draft.contentLength !== null || draft.minorVersion === 0) return 400;
    if (draft.transferEncoding === 'chunked') draft.chunked = true;
    else if (draft.transferEncoding !== 'identity') return repeatsChunked(draft.transferEncoding) ? 400 : 501;
  }
  if (draft.host === null && draft.minorVersion === 1) return 400;
  const refusal = splitTarget(draft);
  if (refusal !== null) return refusal;
  if (draft.host !== null && !/^[^\s/?#@\\,]*$/.test(draft.host)) return 400;
  // HTTP/1.0 knows no interim answers: such a client would take the 100 for the last word.
  if (draft.minorVersion === 0) draft.expectContinue = false;
  const options = parseConnection(draft.connection);
  draft.keepAlive = draft.minorVersion === 1 ? !options.close : options.keepAlive && !options.close;
  // Cleartext HTTP/2 would carry requests past the rules inside the tunnel.
  if (!options.upgrade || draft.minorVersion === 0 || draft.upgrade?.toLowerCase().includes('h2c'))
    draft.upgrade = null;
  if (options.named !== null) draft.fields = withoutFields(draft.fields, options.named);
  return draft;
}

function repeatsChunked(encodings: string): boolean {
  const names = encodings.split(',').map((name) => name.trim());
  return names.indexOf('chunked') !== -1 && names.indexOf('chunked') !== names.length - 1;
}

/** Splits path and query; turns the absolute form into the origin form, whose authority then is the host (RFC 9112 3.2.2). */
function splitTarget(draft: Draft): 400 | null {
  if (draft.target.charCodeAt(0) !== 47 && !(draft.target === '*' && draft.method === 'OPTIONS')) {
    const absolute = /^https?:\/\/([^/?#@]+)((?:[/?][^#]*)?)$/i.exec(draft.target);
    if (absolute === null || draft.method === 'CONNECT') return 400;
    const rest = absolute[2] ?? '';
    draft.host = absolute[1] ?? null;
    draft.target = rest.startsWith('/') ? rest : `/${rest}`;
  }
  const mark = draft.target.indexOf('?');
  draft.path = mark === -1 ? draft.target : draft.target.slice(0, mark);
  if (mark !== -1) draft.query = draft.target.slice(mark + 1);
  return null;
}
