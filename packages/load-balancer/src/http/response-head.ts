import { parseConnection } from './connection-options.js';
import { endOfName, endOfValue, parseLength, trimmed, withoutFields } from './fields.js';

/** Longest answer head from a target, in bytes; more is a 502 (contract B6). */
export const MAX_RESPONSE_HEAD_BYTES = 32_768;

export interface ResponseHead {
  status: number;
  reason: string;
  contentLength: number | null;
  chunked: boolean;
  /** The target keeps its connection open for a next request. */
  keepAlive: boolean;
  upgrade: string | null;
  /** End-to-end `Name: value` lines, each with its CRLF. */
  fields: string;
}

interface Draft extends ResponseHead {
  connection: string;
  minorVersion: number;
}

/** Whether an incomplete head may still become a good one: it begins like an answer and has no bare line feed. */
export function mayBecomeResponseHead(text: string): boolean {
  return 'HTTP/1.'.startsWith(text.slice(0, 7)) && !/(^|[^\r])\n/.test(text);
}

/** Parses one answer head up to its empty line; null when it is malformed or its framing is ambiguous. */
export function parseResponseHead(text: string): ResponseHead | null {
  const draft = parseStatusLine(text);
  if (draft === null) return null;
  const last = text.length - 2;
  let keptFrom = text.indexOf('\r\n') + 2;
  for (let start = keptFrom; start < last;) {
    const colon = endOfName(text, start);
    if (colon === -1) return null;
    const end = endOfValue(text, colon + 1);
    if (end === -1) return null;
    const verdict = readField(draft, text, start, colon, end);
    if (verdict === REFUSE) return null;
    if (verdict === DROP) {
      if (start > keptFrom) draft.fields += text.slice(keptFrom, start);
      keptFrom = end + 2;
    }
    start = end + 2;
  }
  if (last > keptFrom) draft.fields += text.slice(keptFrom, last);
  return settle(draft);
}

function parseStatusLine(text: string): Draft | null {
  const end = text.indexOf('\r\n');
  if (!text.startsWith('HTTP/1.') || text.charCodeAt(8) !== 32) return null;
  const minorVersion = text.charCodeAt(7) - 48;
  const status = parseLength(text.slice(9, 12));
  const separator = text.charCodeAt(12);
  if (minorVersion < 0 || minorVersion > 1 || status === null || status < 100 || status > 599) return null;
  if (end < 12 || (end > 12 && separator !== 32) || endOfValue(text, 12) !== end) return null;
  return {
    status,
    reason: text.slice(13, end),
    contentLength: null,
    chunked: false,
    keepAlive: false,
    upgrade: null,
    fields: '',
    connection: '',
    minorVersion,
  };
}

const KEEP = 0;
const DROP = 1;
const REFUSE = 2;

function readField(draft: Draft, text: string, start: number, colon: number, end: number): number {
  const length = colon - start;
  if (length !== 14 && length !== 17 && length !== 10 && length !== 7 && length !== 16) return KEEP;
  switch (text.slice(start, colon).toLowerCase()) {
    case 'content-length': {
      const value = parseLength(trimmed(text, colon + 1, end));
      if (value === null || draft.contentLength !== null) return REFUSE;
      draft.contentLength = value;
      return KEEP;
    }
    case 'transfer-encoding':
      if (draft.chunked || trimmed(text, colon + 1, end).toLowerCase() !== 'chunked') return REFUSE;
      draft.chunked = true;
      return DROP;
    case 'connection':
      draft.connection += (draft.connection === '' ? '' : ', ') + trimmed(text, colon + 1, end);
      return DROP;
    case 'upgrade':
      draft.upgrade = trimmed(text, colon + 1, end);
      return DROP;
    case 'keep-alive':
    case 'proxy-connection':
      return DROP;
    default:
      return KEEP;
  }
}

function settle(draft: Draft): ResponseHead | null {
  if (draft.chunked && draft.contentLength !== null) return null;
  const options = parseConnection(draft.connection);
  draft.keepAlive = draft.minorVersion === 1 ? !options.close : options.keepAlive && !options.close;
  if (options.named !== null) draft.fields = withoutFields(draft.fields, options.named);
  return draft;
}
