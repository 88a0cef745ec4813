import type { WireInput } from '../service.js';
import { codeDeployError } from './errors.js';
import { optionalRecord, optionalText } from './read-input.js';
import type { Application, Revision, S3Location } from './state.js';

/** Reads a `revision` member; undefined when it is absent. @throws InvalidRevision */
export function readRevision(input: WireInput): S3Location | undefined {
  const revision = optionalRecord(input, 'revision');
  return revision && readLocation(revision);
}

export function requireRevision(input: WireInput): S3Location {
  const location = readRevision(input);
  if (!location) throw codeDeployError('RevisionRequired', 'Revision is missing');
  return location;
}

export function readLocation(revision: WireInput): S3Location {
  const type = optionalText(revision, 'revisionType');
  const s3 = optionalRecord(revision, 's3Location');
  if (type !== 'S3' || !s3) {
    throw codeDeployError(
      'InvalidRevision',
      'The sandbox deploys revisions of type S3 only; revisionType and s3Location are needed',
    );
  }
  const bucket = optionalText(s3, 'bucket');
  const key = optionalText(s3, 'key');
  const bundleType = optionalText(s3, 'bundleType');
  if (!bucket || !key) throw codeDeployError('InvalidRevision', 'An S3 revision needs a bucket and a key');
  if (bundleType !== 'zip' && bundleType !== 'tar' && bundleType !== 'tgz') {
    throw codeDeployError('InvalidRevision', `Bundle type ${bundleType ?? '(none)'} is not one of tar, tgz, zip`);
  }
  return { bucket, key, bundleType, version: optionalText(s3, 'version'), eTag: optionalText(s3, 'eTag') };
}

/** One text for one revision, whether or not the eTag came with quotes. */
export function revisionKey({ bucket, key, bundleType, version, eTag }: S3Location): string {
  return JSON.stringify([bucket, key, bundleType, version ?? null, bareETag(eTag)]);
}

export function bareETag(eTag: string | undefined): string | null {
  return eTag?.replace(/^"(.*)"$/, '$1') ?? null;
}

export function showRevision(location: S3Location): object {
  return { revisionType: 'S3', s3Location: { ...location } };
}

export function findRevision(application: Application, location: S3Location): Revision | undefined {
  const wanted = revisionKey(location);
  return application.revisions.find((revision) => revisionKey(revision.location) === wanted);
}

/** Registers the revision, or refreshes the one that is there. */
export function registerRevision(
  application: Application,
  location: S3Location,
  now: number,
  description?: string,
): Revision {
  const known = findRevision(application, location);
  if (known) {
    known.description = description ?? known.description;
    return known;
  }
  const revision = {
    location,
    description: description ?? null,
    registerTime: now,
    firstUsedTime: null,
    lastUsedTime: null,
  };
  application.revisions.push(revision);
  return revision;
}
