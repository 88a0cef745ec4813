import type { ChecksumAlgorithm, ChecksumType } from './checksums/algorithms.js';
import type { SortedKeys } from './sorted-keys.js';

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64, with `-N` behind it when composite. */
  readonly value: string;
}

/** What a client says about an object and gets back with it. */
export interface ObjectMetadata {
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly cacheControl?: string;
  readonly expires?: string;
  readonly storageClass: string;
  /** Asked for in place of S3's own keys; kept and shown, nothing is encrypted. */
  readonly encryption?: { readonly algorithm: 'aws:kms'; readonly keyId?: string };
  /** Without the `x-amz-meta-` in front. */
  readonly user: Readonly<Record<string, string>>;
}

/** A part as a completed object remembers it. */
export interface PartSummary {
  readonly number: number;
  readonly bytes: number;
  /** Base64; null unless the upload was composite. */
  readonly checksum: string | null;
}

interface VersionBase {
  readonly key: string;
  /** `null` (the word) when written while versioning was not on. */
  readonly versionId: string;
  /** ms since the epoch, whole seconds as in AWS. */
  readonly lastModified: number;
  /** Grows with every write of the account: orders writes that share a second. */
  readonly sequence: number;
}

export interface StoredObject extends VersionBase {
  readonly kind: 'object';
  readonly blob: string;
  readonly bytes: number;
  /** Without quotes. */
  readonly eTag: string;
  readonly metadata: ObjectMetadata;
  readonly checksum: ObjectChecksum;
  readonly parts: readonly PartSummary[] | null;
  tags: Readonly<Record<string, string>>;
}

export interface DeleteMarker extends VersionBase {
  readonly kind: 'delete-marker';
}

export type ObjectVersion = StoredObject | DeleteMarker;

export interface UploadedPart {
  readonly number: number;
  readonly blob: string;
  readonly bytes: number;
  readonly eTag: string;
  readonly lastModified: number;
  /** What the part carried, or what was computed in the upload's algorithm; base64. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | null;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly initiated: number;
  readonly sequence: number;
  readonly metadata: ObjectMetadata;
  readonly tags: Readonly<Record<string, string>>;
  /** Null when the client named none. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType } | null;
  readonly parts: Map<number, UploadedPart>;
  /** The key was deleted since the upload was created: a conditional Complete must answer 409 (contract D). */
  keyDeleted: boolean;
}

export type Versioning = 'Off' | 'Enabled' | 'Suspended';

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** Lifecycle rules as they came, in the API's own element names. */
export type LifecycleRules = readonly object[];

export interface Bucket {
  readonly name: string;
  readonly createdAt: number;
  versioning: Versioning;
  lifecycle: LifecycleRules | null;
  publicAccess: PublicAccessBlock | null;
  /** JSON text; undefined when there is none. */
  policy?: string;
  /** Other sub-resources as they came, by the name of their document's outermost element. */
  settings?: Readonly<Record<string, object>>;
  /** Every key that has a version. */
  readonly keys: SortedKeys;
  /** Newest first, never empty. */
  readonly versions: Map<string, ObjectVersion[]>;
  readonly uploads: Map<string, Upload>;
}

export interface S3State {
  readonly buckets: Map<string, Bucket>;
  sequence: number;
}
