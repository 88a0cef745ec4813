import type { IncomingMessage } from 'node:http';
import type { Demand } from '../service.js';
import { actionOf, resourceOf, type Identified } from './identify.js';

const LISTING = ['prefix', 'delimiter', 'max-keys'];

/** The IAM actions of a call beside its own (contract E). */
export function furtherDemands({ operation, target }: Identified, request: IncomingMessage): Demand[] {
  const object = `arn:aws:s3:::${target.bucket}/${target.key}`;
  const further: Demand[] = [];
  const { headers } = request;
  const source = headers['x-amz-copy-source'];
  if (typeof source === 'string') further.push(readingSource(source));
  // Whoever may compare with an object learns something about it.
  if (headers['if-match'] !== undefined && ['PUT', 'POST', 'DELETE'].includes(request.method ?? '')) {
    further.push({ action: 's3:GetObject', resources: [object] });
  }
  if (operation.name === 'GetObjectAttributes') {
    const versioned = target.query.has('versionId');
    further.push({ action: versioned ? 's3:GetObjectVersion' : 's3:GetObject', resources: [object] });
  }
  if (headers['x-amz-tagging'] !== undefined && target.key !== '') {
    further.push({ action: 's3:PutObjectTagging', resources: [object] });
  }
  return further;
}

/** Without it S3 does not tell that an object is missing: it answers AccessDenied. */
export function demandWhenMissing({ target }: Identified): Demand | undefined {
  if (target.bucket === '' || target.key === '') return undefined;
  return { action: 's3:ListBucket', resources: [`arn:aws:s3:::${target.bucket}`] };
}

/** What conditions may ask of the call: `s3:prefix` and the like, `s3:VersionId`. */
export function conditionKeys({ target }: Identified): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const name of LISTING) {
    const value = target.query.get(name);
    if (value !== null && target.key === '') keys[`s3:${name}`] = value;
  }
  const versionId = target.query.get('versionId');
  if (versionId !== null) keys['s3:VersionId'] = versionId;
  return keys;
}

export function ownDemand(identified: Identified): Demand {
  return {
    action: actionOf(identified),
    resources: [resourceOf(identified)],
    conditionKeys: conditionKeys(identified),
  };
}

function readingSource(source: string): Demand {
  const [, path = '', versionId] = /^\/?(.*?)(?:\?versionId=(.*))?$/s.exec(source) ?? [];
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return { action, resources: [`arn:aws:s3:::${decoded(path)}`] };
}

/** What is no UTF-8 the operation refuses. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
