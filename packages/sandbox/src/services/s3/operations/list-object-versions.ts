import { invalidArgument } from '../errors.js';
import { page, readListing, walkKeys, type Listed } from '../listing.js';
import { ownerOf } from '../object-answers.js';
import type { Operation } from '../request.js';
import type { Bucket, ObjectVersion } from '../state.js';
import { bucketOf } from '../versions.js';
import { objectEntry } from './object-entry.js';

/** Every version and delete marker, keys in order, newest first within a key. */
export const listObjectVersions: Operation = {
  name: 'ListObjectVersions',
  action: 's3:ListBucketVersions',
  handle(context, request) {
    const bucket = bucketOf(context, request.bucket);
    const { query } = request;
    const { prefix, delimiter, limit, type, encode } = readListing(query, 'max-keys');
    const marker = { key: query.get('key-marker') ?? '', versionId: query.get('version-id-marker') ?? '' };
    if (marker.versionId !== '' && marker.key === '') {
      const text = 'A version-id marker cannot be specified without a key marker.';
      throw invalidArgument(text, 'version-id-marker', marker.versionId);
    }
    const { items, truncated } = page(versionLines(bucket, prefix, delimiter, marker), limit);
    const last = items.at(-1);
    const owner = ownerOf(context);
    const entry = (version: ObjectVersion) => versionEntry(bucket, version, encode(version.key), owner);
    const content = {
      Name: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(marker.key),
      VersionIdMarker: marker.versionId,
      NextKeyMarker: truncated && last ? encode(last.kind === 'prefix' ? last.prefix : last.version.key) : undefined,
      NextVersionIdMarker: truncated && last?.kind === 'version' ? last.version.versionId : undefined,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: limit,
      EncodingType: type,
      IsTruncated: truncated,
      Version: items.flatMap((item) =>
        item.kind === 'version' && item.version.kind === 'object' ? [entry(item.version)] : [],
      ),
      DeleteMarker: items.flatMap((item) =>
        item.kind === 'version' && item.version.kind === 'delete-marker' ? [entry(item.version)] : [],
      ),
      CommonPrefixes: items.flatMap((item) => (item.kind === 'prefix' ? [{ Prefix: encode(item.prefix) }] : [])),
    };
    return { status: 200, xml: { root: 'ListVersionsResult', content } };
  },
};

type VersionLine = { readonly kind: 'version'; readonly version: ObjectVersion } | Extract<Listed, { kind: 'prefix' }>;

function* versionLines(
  bucket: Bucket,
  prefix: string,
  delimiter: string,
  marker: { readonly key: string; readonly versionId: string },
): Generator<VersionLine> {
  const walk = {
    keys: bucket.keys,
    prefix,
    delimiter,
    after: marker.key,
    inclusive: marker.versionId !== '',
    afterPrefix: delimiter !== '' && marker.key.endsWith(delimiter) && marker.versionId === '',
    includes: () => true,
  };
  for (const line of walkKeys(walk)) {
    if (line.kind === 'prefix') {
      yield line;
      continue;
    }
    const versions = bucket.versions.get(line.key) ?? [];
    const ofMarker = line.key === marker.key;
    const seen = ofMarker ? versions.findIndex((version) => version.versionId === marker.versionId) + 1 : 0;
    for (const version of versions.slice(seen)) yield { kind: 'version', version };
  }
}

function versionEntry(bucket: Bucket, version: ObjectVersion, key: string, owner: object): object {
  const common = { VersionId: version.versionId, IsLatest: bucket.versions.get(version.key)?.[0] === version };
  if (version.kind === 'object') return { ...objectEntry(version, key, owner), ...common };
  return { Key: key, LastModified: new Date(version.lastModified), Owner: owner, ...common };
}
