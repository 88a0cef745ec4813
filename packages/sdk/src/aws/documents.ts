import type { Documents } from '../domain/ports.js';
import { isBlueGreenError } from '../domain/errors.js';
import type { CallTable, Caller, Connection } from './connection.js';
import { isRefusal } from './map-error.js';
import { unquoted } from './revisions.js';

export const documentsCalls = {
  // Without s3:ListBucket, S3 says 403 for a document that is not there (contract D).
  GetObject: ['s3:GetObject', 's3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
  // If-Match also reads the object.
  PutObject: ['s3:PutObject', 's3:GetObject'],
} as const satisfies CallTable<'s3'>;

/** Documents under `prefix/` of a bucket, changed by S3 conditional writes only (contract D). */
export function createDocuments(connection: Connection, bucket: string, prefix: string): Documents {
  const call = connection.calls('s3', documentsCalls);
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const at = (key: string) => ({ Bucket: bucket, Key: folder + key });

  const read: Documents['read'] = async (key) => {
    try {
      const { Body, ETag } = await call('GetObject', at(key));
      return { body: (await Body?.transformToString()) ?? '', version: unquoted(ETag ?? '') };
    } catch (error) {
      if (isRefusal(error, 'NoSuchKey')) return null;
      throw error;
    }
  };

  /** Null when the condition did not hold, unless it was our own first try, its answer lost, that made it false. */
  const write = async (key: string, body: string, condition: Condition): Promise<{ version: string } | null> => {
    try {
      const { ETag } = await call('PutObject', {
        ...at(key),
        ...condition,
        Body: body,
        ContentType: 'application/json',
      });
      return { version: unquoted(ETag ?? '') };
    } catch (error) {
      if (!isRefusal(error, 'PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey')) throw error;
      const now = wasRetried(error) ? await read(key) : null;
      return now?.body === body ? { version: now.version } : null;
    }
  };

  return {
    read,
    create: (key, body) => write(key, body, { IfNoneMatch: '*' }),
    replace: (key, body, version) => write(key, body, { IfMatch: `"${version}"` }),
    list: (within, limit) => listKeys(call, { bucket, folder, within, limit }),
  };
}

type Condition = { readonly IfNoneMatch: '*' } | { readonly IfMatch: string };
type Call = Caller<'s3', typeof documentsCalls>;

async function listKeys(
  call: Call,
  { bucket, folder, within, limit }: { bucket: string; folder: string; within: string; limit: number },
): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  while (keys.length < limit) {
    const page = await call('ListObjectsV2', {
      Bucket: bucket,
      Prefix: folder + within,
      MaxKeys: Math.min(limit - keys.length, 1000),
      ContinuationToken: token,
    });
    keys.push(...(page.Contents ?? []).map((object) => (object.Key ?? '').slice(folder.length)));
    token = page.NextContinuationToken;
    if (!token) break;
  }
  return keys.slice(0, limit);
}

function wasRetried(error: unknown): boolean {
  const cause = isBlueGreenError(error) ? (error.cause as { $metadata?: { attempts?: number } }) : undefined;
  return (cause?.$metadata?.attempts ?? 1) > 1;
}
