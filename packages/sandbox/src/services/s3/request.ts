import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { rawPathOf } from '../../protocols/raw-path.js';
import type { CallContext, VerifiedBody } from '../service.js';
import type { BlobStore } from './blobs.js';
import { invalidUri } from './errors.js';
import type { S3State } from './state.js';
import type { XmlDocument } from './xml.js';

/** What every operation works with. */
export interface S3Context {
  readonly state: S3State;
  readonly blobs: BlobStore;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly account: string;
  readonly region: string;
}

/** Bucket and key as the request's address names them; '' where it names none. */
export interface Target {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

export interface S3Request extends Target {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: VerifiedBody;
  readonly call: CallContext;
  /** `http://host:port`, as the client addressed us. */
  readonly origin: string;
}

export interface Answer {
  readonly status: number;
  /** `undefined` is left out. */
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly xml?: XmlDocument;
  /** Bytes to stream; `content-length` then has to be among the headers. */
  readonly stream?: () => Readable;
}

export interface Operation {
  readonly name: string;
  /** IAM action. */
  readonly action: string;
  /** IAM action when the request names a version. */
  readonly versionAction?: string;
  handle(context: S3Context, request: S3Request): Answer | Promise<Answer>;
}

const VIRTUAL_HOST = /^(.+)\.(?:localhost|127\.0\.0\.1)(?::\d+)?$/;

/**
 * Reads bucket and key from the raw request line: a URL object would resolve `..` and `//`, which are parts of keys.
 * The bucket may stand in the host name (`bucket.localhost`) or lead the path. InvalidURI when the path is not UTF-8.
 */
export function readTarget(request: IncomingMessage, url: URL): Target {
  const path = rawPathOf(request);
  const host = VIRTUAL_HOST.exec(request.headers.host ?? '')?.[1];
  if (host !== undefined) return { bucket: host, key: decode(path.slice(1)), query: url.searchParams };
  const slash = path.indexOf('/', 1);
  const bucket = decode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  return { bucket, key: slash < 0 ? '' : decode(path.slice(slash + 1)), query: url.searchParams };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalidUri(part);
  }
}

/** A request header's value; undefined when absent or empty. */
export function header(request: Pick<S3Request, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  const text = Array.isArray(value) ? value.join(',') : value;
  return text === '' ? undefined : text;
}
