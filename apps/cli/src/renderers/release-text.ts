import type { ReleaseRef } from '@bluegreen/sdk';
import type { Words } from '../words/words.js';

const SHORT_DIGEST = 12;

/** `v2 (3fb2c41e90aa)`; the digest is cut, as people compare its beginning. */
export function releaseText(release: ReleaseRef | null, { none }: Words): string {
  return release ? `${release.release} (${release.digest.slice(0, SHORT_DIGEST)})` : none;
}
