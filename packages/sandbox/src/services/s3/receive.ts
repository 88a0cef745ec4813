import { createHash } from 'node:crypto';
import { CHECKSUMS, type ChecksumAlgorithm } from './checksums/algorithms.js';
import { badDigest, entityTooLarge, incompleteBody, malformedXml, missingContentLength } from './errors.js';
import { assertChecksum, assertDocumentIntegrity, readAnnouncedChecksum, readContentMd5 } from './request-checksum.js';
import type { S3Context, S3Request } from './request.js';
import { parseXml, type XmlNode } from './xml.js';

/** Five GiB: the most a single request may carry. */
const MAX_BYTES = 5 * 1024 ** 3;
/** A list of 10,000 parts with checksums stays below this. */
const MAX_DOCUMENT = 4 * 1024 * 1024;

export interface ReceivedBytes {
  readonly blob: string;
  readonly bytes: number;
  /** MD5, hexadecimal. */
  readonly eTag: string;
  readonly checksum: {
    readonly algorithm: ChecksumAlgorithm;
    /** Base64. */
    readonly value: string;
    /** False when the client sent none and S3 computed it. */
    readonly announced: boolean;
  };
}

/**
 * Streams the request's body into a blob and checks length, Content-MD5 and checksum on the way; nothing stays on disk
 * when one is wrong. `fallback` is computed when the client announces no checksum.
 */
export async function receiveBlob(
  context: S3Context,
  request: S3Request,
  fallback: ChecksumAlgorithm,
): Promise<ReceivedBytes> {
  const { length } = request.body;
  if (length === undefined) throw missingContentLength();
  if (length > MAX_BYTES) throw entityTooLarge(length, MAX_BYTES);
  const announced = readAnnouncedChecksum(request);
  const contentMd5 = readContentMd5(request);
  const algorithm = announced?.algorithm ?? fallback;
  const md5 = createHash('md5');
  const checksum = CHECKSUMS[algorithm].create();
  const { blob, bytes } = await context.blobs.write(request.body.stream, [md5, checksum]);
  try {
    if (bytes !== length) throw incompleteBody();
    const md5Bytes = md5.digest();
    if (contentMd5 !== undefined && md5Bytes.toString('base64') !== contentMd5) throw badDigest('Content-MD5');
    const value = checksum.digest().toString('base64');
    if (announced) assertChecksum(announced, value);
    return {
      blob,
      bytes,
      eTag: md5Bytes.toString('hex'),
      checksum: { algorithm, value, announced: announced !== null },
    };
  } catch (error) {
    context.blobs.discard(blob);
    throw error;
  }
}

/** Reads an XML request body. MalformedXML when it is too long, not XML, or has another outermost element. */
export async function receiveXml(
  request: S3Request,
  root: string,
  options: { readonly lists?: readonly string[]; readonly integrityRequired?: boolean } = {},
): Promise<{ [name: string]: XmlNode }> {
  const document = await receiveDocument(request, options.integrityRequired ?? false);
  return parseXml(document.toString('utf8'), root, options.lists);
}

/** Reads a small request body whole. */
export async function receiveDocument(request: S3Request, integrityRequired = false): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request.body.stream) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    bytes += chunk.length;
    // Goes on reading, so that the answer finds a connection in order.
    if (bytes <= MAX_DOCUMENT) chunks.push(chunk);
  }
  if (bytes > MAX_DOCUMENT) throw malformedXml();
  const document = Buffer.concat(chunks);
  assertDocumentIntegrity(request, document, integrityRequired);
  return document;
}
