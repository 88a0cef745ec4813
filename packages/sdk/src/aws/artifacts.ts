import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { BlueGreenError } from '../domain/errors.js';
import type { Artifacts } from '../domain/ports.js';
import type { BundleLocation } from '../domain/release.js';
import type { CallTable, Caller, Connection } from './connection.js';
import { isRefusal } from './map-error.js';
import { allPages } from './pages.js';
import { unquoted } from './revisions.js';

export const artifactsCalls = {
  // Without s3:ListBucket, S3 says 403 for an object that is not there (contract D).
  HeadObject: ['s3:GetObject', 's3:ListBucket'],
  HeadBucket: ['s3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
  PutObject: ['s3:PutObject'],
  CreateMultipartUpload: ['s3:PutObject'],
  UploadPart: ['s3:PutObject'],
  CompleteMultipartUpload: ['s3:PutObject'],
  AbortMultipartUpload: ['s3:AbortMultipartUpload'],
} as const satisfies CallTable<'s3'>;

const MEBIBYTE = 1024 * 1024;
/** Up to here one request is quicker; it is also the size of a part, so at most five parts are in memory. */
const PART_BYTES = 8 * MEBIBYTE;
const MAX_PARTS = 10_000;

/** The artifact bucket. A key names its content by digest, so an object that is there already is the one wanted. */
export function createArtifacts(connection: Connection): Artifacts {
  const call = connection.calls('s3', artifactsCalls);

  const head = async (bucket: string, key: string) => {
    try {
      return await call('HeadObject', { Bucket: bucket, Key: key });
    } catch (error) {
      if (!isRefusal(error, 'NotFound', 'NoSuchKey')) throw error;
      await requireBucket(call, bucket);
      return null;
    }
  };

  return {
    async find(bucket, key) {
      const object = await head(bucket, key);
      return (
        object && {
          ...locate(bucket, key, object),
          ...{ bytes: object.ContentLength ?? 0, commit: object.Metadata?.['commit'] ?? null },
        }
      );
    },

    async list(bucket, prefix) {
      const objects = await allPages(
        (ContinuationToken) => call('ListObjectsV2', { Bucket: bucket, Prefix: prefix, ContinuationToken }),
        (page) => page.Contents,
        (page) => page.NextContinuationToken,
      );
      return objects.map(({ Key = '', Size = 0, LastModified }) => {
        return { key: Key, bytes: Size, uploadedAt: LastModified?.getTime() ?? 0 };
      });
    },

    async upload(bucket, key, file, onProgress, { commit, signal } = {}) {
      const Metadata = commit === undefined ? undefined : { commit };
      const bytes = await sizeOf(file);
      onProgress(0, bytes);
      try {
        const answer =
          bytes <= PART_BYTES
            ? await call(
                'PutObject',
                { Bucket: bucket, Key: key, Body: await readFile(file), IfNoneMatch: '*', Metadata },
                { signal },
              )
            : await uploadInParts(connection, { bucket, key, file, bytes, Metadata, onProgress, signal });
        onProgress(bytes, bytes);
        return locate(bucket, key, answer);
      } catch (error) {
        // Another front end, or our own first try whose answer was lost, has put it there meanwhile.
        const there = isRefusal(error, 'PreconditionFailed') ? await head(bucket, key) : null;
        if (!there) throw error;
        onProgress(bytes, bytes);
        return locate(bucket, key, there);
      }
    },
  };
}

interface PartedUpload {
  readonly bucket: string;
  readonly key: string;
  readonly file: string;
  readonly bytes: number;
  readonly Metadata: Record<string, string> | undefined;
  readonly onProgress: (sent: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Rejects only after the unfinished upload has been removed from the bucket. */
async function uploadInParts(connection: Connection, upload: PartedUpload) {
  const { bucket, key, file, bytes, Metadata, onProgress } = upload;
  const signal = connection.signal(upload.signal);
  const body = createReadStream(file, { highWaterMark: MEBIBYTE });
  try {
    const [{ Upload }, client] = await Promise.all([import('@aws-sdk/lib-storage'), connection.client('s3')]);
    const transfer = new Upload({
      client: abortable(client, signal),
      params: { Bucket: bucket, Key: key, Body: body, IfNoneMatch: '*', Metadata },
      partSize: Math.max(PART_BYTES, Math.ceil(bytes / MAX_PARTS)),
    });
    transfer.on('httpUploadProgress', ({ loaded }) => onProgress(Math.min(loaded ?? 0, bytes), bytes));
    return await transfer.done();
  } catch (error) {
    const input = { Bucket: bucket, Key: key };
    throw connection.mapError(error, {
      service: 's3',
      operation: 'UploadPart',
      actions: ['s3:PutObject'],
      input,
      signal,
    });
  } finally {
    body.destroy();
  }
}

/**
 * The client with every transfer stopped by `signal`. Starting and removing an upload are left to finish: an upload
 * whose id was never heard could not be removed, and would be kept, and paid for, for ever.
 */
function abortable(client: S3Client, signal: AbortSignal | undefined): S3Client {
  const send = client.send.bind(client) as (command: object, options: object) => Promise<object>;
  const own = Object.create(client) as S3Client;
  return Object.assign(own, {
    send: (command: { input: { PartNumber?: number; MultipartUpload?: object } }) => {
      const transfers = command.input.PartNumber !== undefined || command.input.MultipartUpload !== undefined;
      return send(command, transfers ? { abortSignal: signal } : {});
    },
  });
}

type Call = Caller<'s3', typeof artifactsCalls>;

/** A HEAD answer says 404 for the object and for the bucket alike. */
async function requireBucket(call: Call, bucket: string): Promise<void> {
  try {
    await call('HeadBucket', { Bucket: bucket });
  } catch (error) {
    if (!isRefusal(error, 'NotFound', 'NoSuchBucket')) throw error;
    throw new BlueGreenError(
      'BUCKET_MISSING',
      `The bucket \`${bucket}\` does not exist.`,
      'Correct the bucket (`bluegreen config explain` shows where its name comes from), or create it.',
      { cause: error },
    );
  }
}

function locate(bucket: string, key: string, answer: { ETag?: string; VersionId?: string }): BundleLocation {
  return {
    bucket,
    key,
    ...(answer.ETag && { eTag: unquoted(answer.ETag) }),
    // A bucket without versioning answers the word "null".
    ...(answer.VersionId && answer.VersionId !== 'null' && { versionId: answer.VersionId }),
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new BlueGreenError(
      'BUNDLE_INVALID',
      `The bundle \`${file}\` cannot be read.`,
      'Make it again with `bluegreen bundle`.',
      {
        cause,
      },
    );
  }
}
