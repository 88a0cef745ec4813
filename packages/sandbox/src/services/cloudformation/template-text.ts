import { optionalText } from '../../protocols/input-values.js';
import type { WireInput } from '../service.js';
import { validationError } from './template/errors.js';

export interface TemplateText {
  readonly body: string;
  readonly from: 'request' | 'bucket';
}

/** An object of S3 as text; null when there is none. */
export type ReadObject = (bucket: string, key: string, versionId: string | undefined) => Promise<string | null>;
export type ReadTemplateText = (input: WireInput) => Promise<TemplateText>;

/** The template of a request: in it, or in the sandbox's S3. @throws AwsError ValidationError */
export function templateTextFrom(readObject: ReadObject): ReadTemplateText {
  return async (input) => {
    const [body, url] = [optionalText(input, 'TemplateBody'), optionalText(input, 'TemplateURL')];
    if (body !== undefined && url !== undefined) {
      throw validationError('Only one of TemplateBody or TemplateURL may be specified.');
    }
    if (body !== undefined) return { body, from: 'request' };
    if (url === undefined) throw validationError('Either Template URL or Template Body must be specified.');
    const place = placeOf(url);
    if (!place) throw validationError('TemplateURL must be a supported URL.');
    const text = await readObject(place.bucket, place.key, place.versionId);
    if (text === null) throw validationError('S3 error: The specified key does not exist.');
    return { body: text, from: 'bucket' };
  };
}

/** Bucket and key of an address in either style, on AWS or on this sandbox. */
function placeOf(address: string): { bucket: string; key: string; versionId: string | undefined } | null {
  if (!URL.canParse(address)) return null;
  const { hostname, pathname, searchParams, protocol } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const path = decodeURIComponent(pathname.slice(1));
  const versionId = searchParams.get('versionId') ?? undefined;
  const virtual = /^(.+)\.(?:s3[.-].*amazonaws\.com|localhost)$/.exec(hostname);
  if (virtual?.[1] !== undefined) return { bucket: virtual[1], key: path, versionId };
  const own = /^(s3[.-].*amazonaws\.com|127\.\d+\.\d+\.\d+|localhost)$/.test(hostname);
  const slash = path.indexOf('/');
  return own && slash > 0 ? { bucket: path.slice(0, slash), key: path.slice(slash + 1), versionId } : null;
}
