import type { Request, Response } from 'express';
import { Readable, pipeline } from 'node:stream';

const CHUNK = Buffer.alloc(16 * 1024, 'bluegreen\n');
const MOST_KILOBYTES = 16 * 1024;

/** `GET /stream?kilobytes=N`: N KiB in chunks with no length announced, as a report or a media file would be sent. */
export function stream(request: Request, response: Response): void {
  const kilobytes = Number(request.query['kilobytes'] ?? 64);
  if (!Number.isInteger(kilobytes) || kilobytes < 1 || kilobytes > MOST_KILOBYTES) {
    response.status(400).json({ error: `kilobytes: a whole number from 1 to ${MOST_KILOBYTES}` });
    return;
  }
  response.type('application/octet-stream');
  // A failed pipeline means the client left: it has nobody to be told to.
  pipeline(Readable.from(chunks(kilobytes * 1024)), response, () => undefined);
}

/** `POST /echo`: the request body, sent back as it arrives. */
export function echo(request: Request, response: Response): void {
  response.type(request.headers['content-type'] ?? 'application/octet-stream');
  pipeline(request, response, () => undefined);
}

function* chunks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
}
