import { createHash } from 'node:crypto';
import { ALGORITHMS, CHECKSUMS, isChecksumValue } from './checksums/algorithms.js';
import { badDigest, entityTooSmall, invalidPart, invalidPartOrder, invalidRequest, malformedXml } from './errors.js';
import { header, type S3Request } from './request.js';
import type { ObjectChecksum, Upload, UploadedPart } from './state.js';
import { unquoted } from './write-conditions.js';
import { childrenOf, textOf, type XmlNode } from './xml.js';

const MIN_PART_BYTES = 5 * 1024 * 1024;

/** A part as the Complete request lists it. */
interface ListedPart {
  readonly number: number;
  readonly eTag: string;
  /** Checksum elements that stand with it. */
  readonly checksums: ReadonlyMap<string, string>;
}

/**
 * The uploaded parts that the request lists, in order. MalformedXML for an empty list, InvalidPartOrder, InvalidPart for an
 * unknown part, a wrong ETag or a wrong checksum, EntityTooSmall, InvalidRequest for a composite part without its checksum.
 */
export function chooseParts(upload: Upload, document: { [name: string]: XmlNode }): UploadedPart[] {
  const listed = childrenOf(document, 'Part').map(readListedPart);
  if (listed.length === 0) throw malformedXml();
  listed.forEach((part, index) => {
    if (index > 0 && part.number <= (listed[index - 1]?.number ?? 0)) throw invalidPartOrder(upload.id);
  });
  const chosen = listed.map((part) => choose(upload, part));
  for (const part of chosen.slice(0, -1)) if (part.bytes < MIN_PART_BYTES) throw entityTooSmall(part, MIN_PART_BYTES);
  return chosen;
}

/** MD5 over the parts' MD5s, with the number of parts behind it. */
export function multipartETag(parts: readonly UploadedPart[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(Buffer.from(part.eTag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}

/** A composite upload's checksum: that of its parts' checksums. */
export function compositeChecksum(
  algorithm: ObjectChecksum['algorithm'],
  parts: readonly UploadedPart[],
): ObjectChecksum {
  const digest = CHECKSUMS[algorithm].create();
  for (const part of parts) digest.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
  return { algorithm, type: 'COMPOSITE', value: `${digest.digest().toString('base64')}-${parts.length}` };
}

/** What the Complete request itself claims about the whole: checksum (BadDigest), checksum type and size (InvalidRequest). */
export function assertWhole(request: Pick<S3Request, 'headers'>, checksum: ObjectChecksum, bytes: number): void {
  const type = header(request, 'x-amz-checksum-type')?.toUpperCase();
  if (type !== undefined && type !== checksum.type) {
    throw invalidRequest(
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const size = header(request, 'x-amz-mp-object-size');
  if (size !== undefined && Number(size) !== bytes) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${bytes}`,
    );
  }
  for (const algorithm of ALGORITHMS) {
    const claimed = header(request, CHECKSUMS[algorithm].header);
    if (claimed === undefined) continue;
    if (!isChecksumValue(algorithm, claimed.replace(/-\d+$/, ''))) {
      throw invalidRequest(`Value for ${CHECKSUMS[algorithm].header} header is invalid.`);
    }
    const matches = claimed === checksum.value || claimed === checksum.value.replace(/-\d+$/, '');
    if (algorithm !== checksum.algorithm || !matches) throw badDigest(algorithm);
  }
}

function readListedPart(node: XmlNode): ListedPart {
  const number = Number(textOf(node, 'PartNumber') ?? NaN);
  const eTag = textOf(node, 'ETag');
  if (!Number.isInteger(number) || eTag === undefined) throw malformedXml();
  const checksums = ALGORITHMS.map((algorithm) => [algorithm, textOf(node, CHECKSUMS[algorithm].element)] as const);
  const given = checksums.filter((pair): pair is [(typeof ALGORITHMS)[number], string] => Boolean(pair[1]));
  return { number, eTag: unquoted(eTag.trim()), checksums: new Map(given) };
}

function choose(upload: Upload, listed: ListedPart): UploadedPart {
  const part = upload.parts.get(listed.number);
  if (!part || part.eTag !== listed.eTag) throw invalidPart(listed, upload.id);
  const { checksum } = upload;
  for (const [algorithm, value] of listed.checksums) {
    // An upload created without an algorithm knows no part checksums, whatever the parts carried (contract D).
    if (checksum?.algorithm !== algorithm || part.checksum?.value !== value) throw invalidPart(listed, upload.id);
  }
  if (checksum?.type === 'COMPOSITE' && !listed.checksums.has(checksum.algorithm)) {
    throw invalidRequest(
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${listed.number} in the request.`,
    );
  }
  return part;
}
