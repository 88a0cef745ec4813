import type { Documents } from '../domain/ports.js';
import { isBlueGreenError } from '../domain/errors.js';
import { assertInside } from '../state/document-keys.js';
import { stateUnreadable } from '../state/unreadable.js';
import { answeredAt } from './answered-at.js';
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
  const at = (key: string) => ({ Bucket: bucket, Key: folder + assertInside(key) });

  const read: Documents['read'] = async (key) => {
    try {
      const { Body, ETag, LastModified, ContentLength, $metadata } = await call('GetObject', at(key));
      if ((ContentLength ?? 0) > MOST_BYTES) throw stateUnreadable(key, `it has ${ContentLength} bytes`);
      const body = (await Body?.transformToString()) ?? '';
      return { body, version: unquoted(ETag ?? ''), ageMs: ageOf(LastModified, answeredAt($metadata)) };
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

/** No document of ours comes near this. */
const MOST_BYTES = 4_000_000;

/** By S3's own two time stamps; one that is missing makes the document fresh, for then nobody knows that it is old. */
function ageOf(lastModified: Date | undefined, answered: Date | null): number {
  return lastModified && answered ? Math.max(0, answered.getTime() - lastModified.getTime()) : 0;
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
