import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { BundleLocation } from '../domain/release.js';

/** A bundle in S3 as CodeDeploy wants it named. */
export function toRevision(location: BundleLocation): RevisionLocation {
  return {
    revisionType: 'S3',
    s3Location: {
      bucket: location.bucket,
      key: location.key,
      bundleType: bundleType(location.key),
      ...(location.eTag && { eTag: location.eTag }),
      ...(location.versionId && { version: location.versionId }),
    },
  };
}

/** Null for a revision that is not in S3. */
export function fromRevision(revision: RevisionLocation | undefined): BundleLocation | null {
  const location = revision?.s3Location;
  if (!location?.bucket || !location.key) return null;
  return {
    bucket: location.bucket,
    key: location.key,
    ...(location.eTag && { eTag: unquoted(location.eTag) }),
    ...(location.version && { versionId: location.version }),
  };
}

/** An ETag without the quotes that S3 always and CodeDeploy sometimes puts around it. */
export function unquoted(eTag: string): string {
  return eTag.replace(/^"|"$/g, '');
}

function bundleType(key: string): 'zip' | 'tar' | 'tgz' {
  if (/\.(tgz|tar\.gz)$/.test(key)) return 'tgz';
  return key.endsWith('.tar') ? 'tar' : 'zip';
}
