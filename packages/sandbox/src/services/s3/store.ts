import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CHECKSUMS } from './checksums/algorithms.js';
import { noSuchBucket } from './errors.js';
import { completeMetadata } from './metadata.js';
import { addBucket } from './operations/create-bucket.js';
import type { S3Context } from './request.js';
import type { ObjectMetadata } from './state.js';
import { bucketOf, commitObject, currentObject, NULL_VERSION } from './versions.js';

/** The objects as the other services of the sandbox see them, past the wire and its permissions. */
export interface ObjectStore {
  /** Does nothing when the bucket is there already, except that `versioned` turns versioning on. */
  createBucket(name: string, options?: { readonly versioned?: boolean }): void;
  /** Rejects with NoSuchBucket. `eTag` is without quotes, `versionId` null in a bucket without versioning. */
  put(
    bucket: string,
    key: string,
    body: Buffer | Readable,
    metadata?: Partial<ObjectMetadata>,
  ): Promise<{ readonly eTag: string; readonly versionId: string | null }>;
  /** Null when bucket, key or version is not there (or is a delete marker). Close the stream, read or not. */
  open(bucket: string, key: string, versionId?: string): Promise<OpenedObject | null>;
  buckets(): string[];
}

export interface OpenedObject {
  readonly stream: Readable;
  readonly bytes: number;
  /** Without quotes. */
  readonly eTag: string;
  readonly versionId: string | null;
  readonly metadata: ObjectMetadata;
}

export function createObjectStore(context: S3Context, onChange: () => void): ObjectStore {
  return {
    createBucket(name, options = {}) {
      const bucket = context.state.buckets.get(name) ?? addBucket(context, name);
      if (options.versioned) bucket.versioning = 'Enabled';
      onChange();
    },
    async put(bucketName, key, body, metadata) {
      bucketOf(context, bucketName);
      const md5 = createHash('md5');
      const crc = CHECKSUMS.CRC64NVME.create();
      const { blob, bytes } = await context.blobs.write(Buffer.isBuffer(body) ? Readable.from([body]) : body, [
        md5,
        crc,
      ]);
      const bucket = context.state.buckets.get(bucketName);
      if (!bucket) {
        context.blobs.discard(blob);
        throw noSuchBucket(bucketName);
      }
      const checksum = { algorithm: 'CRC64NVME', type: 'FULL_OBJECT', value: crc.digest().toString('base64') } as const;
      const eTag = md5.digest('hex');
      const common = { key, blob, bytes, eTag, checksum, parts: null, tags: {} };
      const object = commitObject(context, bucket, { ...common, metadata: completeMetadata(metadata) });
      onChange();
      return { eTag, versionId: bucket.versioning === 'Off' ? null : object.versionId };
    },
    open(bucketName, key, versionId) {
      const bucket = context.state.buckets.get(bucketName);
      if (!bucket) return Promise.resolve(null);
      const found = versionId
        ? bucket.versions.get(key)?.find((version) => version.versionId === versionId)
        : currentObject(bucket, key);
      if (found?.kind !== 'object') return Promise.resolve(null);
      return Promise.resolve({
        stream: context.blobs.read(found.blob, 0, found.bytes - 1),
        bytes: found.bytes,
        eTag: found.eTag,
        versionId: found.versionId === NULL_VERSION ? null : found.versionId,
        metadata: found.metadata,
      });
    },
    buckets: () => [...context.state.buckets.keys()],
  };
}
