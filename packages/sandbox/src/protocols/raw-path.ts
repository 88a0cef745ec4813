import type { IncomingMessage } from 'node:http';

/** The path exactly as the client wrote it. A URL object would resolve `..` and `.`, which are parts of S3 keys. */
export function rawPathOf(request: Pick<IncomingMessage, 'url'>): string {
  const target = request.url ?? '/';
  return target.replace(/^https?:\/\/[^/?]*/i, '').replace(/[?#].*$/s, '') || '/';
}

/** The request's address; only its query is to be trusted for S3 (see `rawPathOf`). */
export function urlOf(request: Pick<IncomingMessage, 'url'>): URL {
  const target = request.url ?? '/';
  // Resolved against a base, `//bucket/key` would lose its first segment to the host.
  return target.startsWith('/') ? new URL(`http://127.0.0.1${target}`) : new URL(target, 'http://127.0.0.1');
}
