import { createHash } from 'node:crypto';
import {
  ALGORITHMS,
  CHECKSUMS,
  isChecksumAlgorithm,
  isChecksumValue,
  type ChecksumAlgorithm,
} from './checksums/algorithms.js';
import { badDigest, invalidDigest, invalidRequest, malformedTrailer, notInSandbox } from './errors.js';
import { header, type S3Request } from './request.js';

type Checked = Pick<S3Request, 'headers' | 'body'>;

/** The checksum a client announced, in a header or for the trailer. */
export interface AnnouncedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64. For a trailer only once the body has been read; throws MalformedTrailerError when it did not come. */
  value(): string;
}

/** InvalidRequest for two checksums, a malformed one, or an algorithm named without a value (contract D). */
export function readAnnouncedChecksum(request: Checked): AnnouncedChecksum | null {
  const inHeaders = ALGORITHMS.filter((algorithm) => header(request, CHECKSUMS[algorithm].header) !== undefined);
  refuseUnknownChecksums(request);
  const trailer = readTrailerName(request);
  if (inHeaders.length > 1 || (inHeaders.length === 1 && trailer)) {
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  const algorithm = inHeaders[0] ?? trailer;
  assertNamedAlgorithm(request, algorithm);
  if (algorithm === undefined) return null;
  return inHeaders[0] ? fromHeader(request, algorithm) : fromTrailer(request, algorithm);
}

/** BadDigest when the announced checksum is not the computed one. */
export function assertChecksum(announced: AnnouncedChecksum, computed: string): void {
  if (announced.value() !== computed) throw badDigest(announced.algorithm);
}

/** `Content-MD5` as raw base64; InvalidDigest when it cannot be one. */
export function readContentMd5(request: Pick<S3Request, 'headers'>): string | undefined {
  const value = header(request, 'content-md5');
  if (value === undefined) return undefined;
  if (Buffer.from(value, 'base64').length !== 16) throw invalidDigest(value);
  return value;
}

/** Checks the integrity headers of a body that was read whole (XML documents). */
export function assertDocumentIntegrity(request: Checked, document: Buffer, required: boolean): void {
  const announced = readAnnouncedChecksum(request);
  const md5 = readContentMd5(request);
  if (required && !announced && md5 === undefined) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  if (md5 !== undefined && createHash('md5').update(document).digest('base64') !== md5) throw badDigest('Content-MD5');
  if (!announced) return;
  const digest = CHECKSUMS[announced.algorithm].create();
  digest.update(document);
  assertChecksum(announced, digest.digest().toString('base64'));
}

function fromHeader(request: Checked, algorithm: ChecksumAlgorithm): AnnouncedChecksum {
  const name = CHECKSUMS[algorithm].header;
  const value = header(request, name) ?? '';
  if (!isChecksumValue(algorithm, value)) throw invalidRequest(`Value for ${name} header is invalid.`);
  return { algorithm, value: () => value };
}

function fromTrailer(request: Checked, algorithm: ChecksumAlgorithm): AnnouncedChecksum {
  const name = CHECKSUMS[algorithm].header;
  return {
    algorithm,
    value() {
      const value = request.body.trailers()[name];
      if (value === undefined) throw malformedTrailer();
      if (!isChecksumValue(algorithm, value)) throw invalidRequest(`Value for ${name} trailing header is invalid.`);
      return value;
    },
  };
}

function readTrailerName(request: Checked): ChecksumAlgorithm | undefined {
  const value = header(request, 'x-amz-trailer');
  if (value === undefined) return undefined;
  const algorithm = ALGORITHMS.find((one) => CHECKSUMS[one].header === value.trim().toLowerCase());
  if (!algorithm) throw invalidRequest('The value specified in the x-amz-trailer header is not supported');
  return algorithm;
}

function assertNamedAlgorithm(request: Checked, announced: ChecksumAlgorithm | undefined): void {
  const named = header(request, 'x-amz-sdk-checksum-algorithm')?.toUpperCase();
  if (named === undefined) return;
  if (!isChecksumAlgorithm(named)) throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  if (announced === undefined) {
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (announced !== named) throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
}

const NO_VALUES = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-type', 'x-amz-checksum-mode']);

function refuseUnknownChecksums(request: Checked): void {
  const known = new Set(ALGORITHMS.map((algorithm) => CHECKSUMS[algorithm].header));
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-amz-checksum-') && !NO_VALUES.has(name) && !known.has(name)) {
      throw notInSandbox(`header ${name}`);
    }
  }
}
