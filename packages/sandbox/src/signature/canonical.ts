import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { rawPathOf } from '../protocols/raw-path.js';
import type { SignatureClaim } from './claim.js';

export const EMPTY_SHA256 = createHash('sha256').digest('hex');

export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The text whose HMAC is the signature: SigV4's canonical request, hashed, with time and scope. */
export function stringToSign(request: IncomingMessage, url: URL, claim: SignatureClaim, payloadHash: string): string {
  const canonicalRequest = [
    request.method ?? 'GET',
    claim.service === 's3' ? s3Path(rawPathOf(request)) : canonicalPath(url.pathname),
    canonicalQuery(url.search),
    ...claim.signedHeaders.map((name) => `${name}:${headerText(request, name)}`),
    '',
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  return ['AWS4-HMAC-SHA256', claim.timestamp, scopeOf(claim), sha256Hex(canonicalRequest)].join('\n');
}

export function scopeOf(claim: SignatureClaim): string {
  return `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
}

const keys = new Map<string, Buffer>();
const KEYS_KEPT = 64;

/** Derived per day, region and service; kept, because every call of a client needs the same one. */
export function signingKey(secretAccessKey: string, claim: SignatureClaim): Buffer {
  const name = `${secretAccessKey}/${scopeOf(claim)}`;
  const known = keys.get(name);
  if (known) return known;
  const key = [claim.region, claim.service, 'aws4_request'].reduce<Buffer>(
    (parent, text) => hmac(parent, text),
    hmac(`AWS4${secretAccessKey}`, claim.date),
  );
  if (keys.size >= KEYS_KEPT) keys.clear();
  keys.set(name, key);
  return key;
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** RFC 3986, with nothing but the unreserved characters left alone. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Every service but S3 encodes what stands on the wire a second time. */
function canonicalPath(path: string): string {
  const twice = path.split('/').map((segment) => encodeRfc3986(encodeRfc3986(decoded(segment))));
  return twice.join('/') || '/';
}

/** S3 signs the path as it stands on the wire, dots and all; escapes are only brought into one spelling. */
function s3Path(path: string): string {
  const spelled = (segment: string) => {
    try {
      return encodeRfc3986(decodeURIComponent(segment));
    } catch {
      // Bytes that are not UTF-8 have no other spelling.
      return segment;
    }
  };
  return path.split('/').map(spelled).join('/');
}

function canonicalQuery(search: string): string {
  const pairs = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [encodeRfc3986(decoded(name)), encodeRfc3986(decoded(value))] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature');
  pairs.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function headerText(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replace(/ +/g, ' ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
