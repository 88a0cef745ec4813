import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from './crc32c.js';
import { finishCrc64, startCrc64, updateCrc64 } from './crc64-nvme.js';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** Takes bytes as they stream by. */
export interface Digest {
  update(chunk: Uint8Array): unknown;
  digest(): Buffer;
}

export interface ChecksumDefinition {
  /** Request, response and trailer header. */
  readonly header: string;
  /** Element in XML bodies. */
  readonly element: string;
  /** Length of the raw value. */
  readonly bytes: number;
  /** Types a multipart upload may have; the first is the default (contract D). */
  readonly types: readonly [ChecksumType, ...ChecksumType[]];
  create(): Digest;
}

/** The algorithms S3 computes, in the order their XML elements appear. */
export const CHECKSUMS: Readonly<Record<ChecksumAlgorithm, ChecksumDefinition>> = {
  CRC32: define('CRC32', 4, ['COMPOSITE', 'FULL_OBJECT'], () => thirtyTwoBits(crc32)),
  CRC32C: define('CRC32C', 4, ['COMPOSITE', 'FULL_OBJECT'], () => thirtyTwoBits(crc32c)),
  CRC64NVME: define('CRC64NVME', 8, ['FULL_OBJECT'], crc64),
  SHA1: define('SHA1', 20, ['COMPOSITE'], () => createHash('sha1')),
  SHA256: define('SHA256', 32, ['COMPOSITE'], () => createHash('sha256')),
};

export const ALGORITHMS = Object.keys(CHECKSUMS) as readonly ChecksumAlgorithm[];

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(CHECKSUMS, name);
}

/** True when `value` is base64 of exactly as many bytes as the algorithm gives. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const raw = Buffer.from(value, 'base64');
  return raw.length === CHECKSUMS[algorithm].bytes && raw.toString('base64') === value;
}

function define(
  name: ChecksumAlgorithm,
  bytes: number,
  types: ChecksumDefinition['types'],
  create: () => Digest,
): ChecksumDefinition {
  return { header: `x-amz-checksum-${name.toLowerCase()}`, element: `Checksum${name}`, bytes, types, create };
}

function thirtyTwoBits(step: (chunk: Uint8Array, previous: number) => number): Digest {
  let value = 0;
  return {
    update: (chunk) => (value = step(chunk, value)),
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

function crc64(): Digest {
  const state = startCrc64();
  return { update: (chunk) => updateCrc64(state, chunk), digest: () => finishCrc64(state) };
}
