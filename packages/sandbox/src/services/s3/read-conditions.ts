import { preconditionFailed } from './errors.js';
import { header, type S3Request } from './request.js';
import type { StoredObject } from './state.js';
import { unquoted } from './write-conditions.js';

interface ConditionNames {
  /** Before the lower-case header name. */
  readonly prefix: '' | 'x-amz-copy-source-';
}

/**
 * Judges the four conditions of a read in HTTP's order (RFC 9110, 13.2.2). Throws 412; returns true when the client's copy
 * is still good (304). Dates count whole seconds, and one in the future is ignored.
 */
export function isUnchanged(request: Pick<S3Request, 'headers'>, object: StoredObject, now: number): boolean {
  const verdict = judge(request, object, now, { prefix: '' });
  if (verdict?.kind === 'failed') throw preconditionFailed(verdict.condition);
  return verdict?.kind === 'unchanged';
}

/** The same conditions on the source of a copy, where "unchanged" is a failure too. */
export function assertCopySource(request: Pick<S3Request, 'headers'>, object: StoredObject, now: number): void {
  const verdict = judge(request, object, now, { prefix: 'x-amz-copy-source-' });
  if (verdict) throw preconditionFailed(verdict.condition);
}

function judge(
  request: Pick<S3Request, 'headers'>,
  object: StoredObject,
  now: number,
  { prefix }: ConditionNames,
): { kind: 'failed' | 'unchanged'; condition: string } | null {
  const modified = Math.floor(object.lastModified / 1000);
  const date = (name: string) => {
    const at = Date.parse(header(request, prefix + name) ?? '');
    return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
  };
  const ifMatch = header(request, `${prefix}if-match`);
  const unmodifiedSince = date('if-unmodified-since');
  if (ifMatch !== undefined) {
    if (!names(ifMatch, object.eTag)) return { kind: 'failed', condition: `${prefix}If-Match` };
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    return { kind: 'failed', condition: `${prefix}If-Unmodified-Since` };
  }
  const ifNoneMatch = header(request, `${prefix}if-none-match`);
  const modifiedSince = date('if-modified-since');
  if (ifNoneMatch !== undefined) {
    if (names(ifNoneMatch, object.eTag)) return { kind: 'unchanged', condition: `${prefix}If-None-Match` };
  } else if (modifiedSince !== undefined && modifiedSince * 1000 <= now && modified <= modifiedSince) {
    return { kind: 'unchanged', condition: `${prefix}If-Modified-Since` };
  }
  return null;
}

function names(list: string, eTag: string): boolean {
  return list.trim() === '*' || list.split(',').some((one) => unquoted(one.trim()) === eTag);
}
