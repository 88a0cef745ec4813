import { partRange, readRange, type ByteRange } from '../byte-range.js';
import { invalidArgument, invalidRequest } from '../errors.js';
import { encryptionHeaders, overridingHeaders } from '../metadata.js';
import { objectHeaders, quoted } from '../object-answers.js';
import { isUnchanged } from '../read-conditions.js';
import { header, type Answer, type S3Context, type S3Request } from '../request.js';
import type { StoredObject } from '../state.js';
import { findObject } from './find-object.js';

/** What GET and HEAD have in common: 200, 206 or 304 with the object's headers; the body is GET's. */
export function readObject(
  context: S3Context,
  request: S3Request,
): { readonly answer: Answer; readonly object: StoredObject; readonly range: ByteRange } {
  const { bucket, object } = findObject(context, request);
  const unchanged = isUnchanged(request, object, context.now());
  const range = rangeOf(request, object);
  const headers = objectHeaders(request, bucket, object);
  if (unchanged) {
    const kept = ['etag', 'last-modified', 'x-amz-version-id', 'cache-control', 'expires'];
    return {
      answer: { status: 304, headers: Object.fromEntries(kept.map((name) => [name, headers[name]])) },
      object,
      range,
    };
  }
  // The stored checksum is that of the whole object: a client would hold it against the piece it got (contract D).
  const shown = range.partial ? withoutChecksum(headers) : headers;
  const answer: Answer = {
    status: range.partial ? 206 : 200,
    headers: {
      ...shown,
      ...overridingHeaders(request.query),
      ...encryptionHeaders(object.metadata),
      etag: quoted(object.eTag),
      'content-length': range.end - range.start + 1,
      'content-range': range.partial ? `bytes ${range.start}-${range.end}/${object.bytes}` : undefined,
      'x-amz-mp-parts-count': request.query.has('partNumber') ? object.parts?.length : undefined,
    },
  };
  return { answer, object, range };
}

function rangeOf(request: S3Request, object: StoredObject): ByteRange {
  const range = header(request, 'range');
  const partNumber = request.query.get('partNumber');
  if (partNumber === null) return readRange(range, object.bytes);
  if (range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  const number = Number(partNumber);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', partNumber);
  }
  return partRange(object, number);
}

function withoutChecksum(headers: Record<string, string | number | undefined>): typeof headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-')));
}
