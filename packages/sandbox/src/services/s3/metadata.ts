import { aclNotSupported, invalidTag, metadataTooLarge, notInSandbox } from './errors.js';
import { header, type S3Request } from './request.js';
import type { ObjectMetadata } from './state.js';

const USER_PREFIX = 'x-amz-meta-';
const MAX_USER_BYTES = 2048;
const MAX_TAGS = 10;

const STORED_HEADERS = {
  contentDisposition: 'content-disposition',
  contentLanguage: 'content-language',
  cacheControl: 'cache-control',
  expires: 'expires',
} as const;

/** Overrides a GET may ask for in its query. */
const OVERRIDES = [
  'content-type',
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
] as const;

const BINARY = 'binary/octet-stream';
const ENCRYPTION = 'x-amz-server-side-encryption';
const ENCRYPTION_KEY = 'x-amz-server-side-encryption-aws-kms-key-id';
const KMS = 'aws:kms';

/** What a write says about its object. MetadataTooLarge beyond 2 KiB of user metadata. */
export function readMetadata(request: Pick<S3Request, 'headers'>): ObjectMetadata {
  const user: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith(USER_PREFIX)) continue;
    const text = String(value);
    user[name.slice(USER_PREFIX.length)] = text;
    bytes += name.length - USER_PREFIX.length + text.length;
  }
  if (bytes > MAX_USER_BYTES) throw metadataTooLarge(bytes);
  const stored = Object.entries(STORED_HEADERS).map(([member, name]) => [member, header(request, name)] as const);
  return {
    ...Object.fromEntries(stored.filter(([, value]) => value !== undefined)),
    ...encoding(header(request, 'content-encoding')),
    contentType: header(request, 'content-type') ?? BINARY,
    storageClass: header(request, 'x-amz-storage-class') ?? 'STANDARD',
    ...encryption(request),
    user,
  };
}

function encryption(request: Pick<S3Request, 'headers'>): Pick<ObjectMetadata, 'encryption'> {
  if (header(request, ENCRYPTION) !== KMS) return {};
  const keyId = header(request, ENCRYPTION_KEY);
  return { encryption: { algorithm: KMS, ...(keyId === undefined ? {} : { keyId }) } };
}

/** `aws-chunked` is how the body travelled, not what the object is (contract D). */
function encoding(value: string | undefined): { contentEncoding?: string } {
  const kept = (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part.toLowerCase() !== 'aws-chunked');
  return kept.length === 0 ? {} : { contentEncoding: kept.join(',') };
}

/** Metadata for an object that is not written over HTTP. */
export function completeMetadata(given: Partial<ObjectMetadata> = {}): ObjectMetadata {
  return { contentType: BINARY, storageClass: 'STANDARD', user: {}, ...given };
}

/** Metadata as answer headers. */
export function metadataHeaders(metadata: ObjectMetadata): Record<string, string | undefined> {
  const user = Object.entries(metadata.user).map(([name, value]) => [USER_PREFIX + name, value]);
  return {
    'content-type': metadata.contentType,
    'content-encoding': metadata.contentEncoding,
    'content-disposition': metadata.contentDisposition,
    'content-language': metadata.contentLanguage,
    'cache-control': metadata.cacheControl,
    expires: metadata.expires,
    'x-amz-storage-class': metadata.storageClass === 'STANDARD' ? undefined : metadata.storageClass,
    ...(Object.fromEntries(user) as Record<string, string>),
  };
}

/** How an object is encrypted, as answer headers. */
export function encryptionHeaders({ encryption }: Pick<ObjectMetadata, 'encryption'>): Record<string, string> {
  return {
    [ENCRYPTION]: encryption?.algorithm ?? 'AES256',
    ...(encryption?.keyId === undefined ? {} : { [ENCRYPTION_KEY]: encryption.keyId }),
  };
}

/** Headers that the query's `response-…` parameters put in place of the stored ones. */
export function overridingHeaders(query: URLSearchParams): Record<string, string> {
  const given = OVERRIDES.map((name) => [name, query.get(`response-${name}`)] as const);
  return Object.fromEntries(given.filter((pair): pair is [(typeof OVERRIDES)[number], string] => pair[1] !== null));
}

/** Tags of an `x-amz-tagging` header (a query string). */
export function readTaggingHeader(value: string | undefined): Record<string, string> {
  if (value === undefined) return {};
  return checkTags([...new URLSearchParams(value)]);
}

/** InvalidTag for a tag given twice, of more than 128/256 characters, or more than ten tags. */
export function checkTags(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  if (pairs.length > MAX_TAGS) throw invalidTag('Object tags cannot be greater than 10');
  const tags: Record<string, string> = {};
  for (const [key, value] of pairs) {
    if (Object.hasOwn(tags, key)) throw invalidTag('Cannot provide multiple Tags with the same key');
    if (key.length < 1 || key.length > 128) throw invalidTag('The TagKey you have provided is invalid');
    if (value.length > 256) throw invalidTag('The TagValue you have provided is invalid');
    tags[key] = value;
  }
  return tags;
}

const LACKING_HEADERS = [
  /^x-amz-server-side-encryption-(?!(bucket-key-enabled|aws-kms-key-id)$)/,
  /^x-amz-copy-source-server-side-encryption-/,
  /^x-amz-object-lock-/,
  /^x-amz-bypass-governance-retention$/,
  /^x-amz-website-redirect-location$/,
  /^x-amz-grant-/,
  /^x-amz-mfa$/,
  /^x-amz-write-offset-bytes$/,
];

/** Refuses what would otherwise be dropped in silence: keys of the client's own, object lock, access control lists, appends. */
export function refuseLackingHeaders(request: Pick<S3Request, 'headers'>): void {
  for (const name of Object.keys(request.headers)) {
    if (LACKING_HEADERS.some((pattern) => pattern.test(name))) throw notInSandbox(`header ${name}`);
  }
  const encryption = header(request, ENCRYPTION);
  if (encryption !== undefined && encryption !== 'AES256' && encryption !== KMS) {
    throw notInSandbox(`encryption with ${encryption}`);
  }
  const acl = header(request, 'x-amz-acl');
  if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') throw aclNotSupported();
}
