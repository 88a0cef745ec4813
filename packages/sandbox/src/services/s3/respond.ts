import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './request.js';
import { renderXml } from './xml.js';

/** Writes an operation's answer. Resolves when it has left or the client has gone; rejects when the bytes cannot be read. */
export async function respond(response: ServerResponse, answer: Answer): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.statusCode = answer.status;
  if (answer.stream) {
    await pipeline(answer.stream(), response).catch((error: NodeJS.ErrnoException) => {
      // The client has gone, and with it whoever could be told.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
    return;
  }
  if (answer.xml) {
    const body = Buffer.from(renderXml(answer.xml));
    response.setHeader('content-type', 'application/xml');
    response.setHeader('content-length', body.length);
    response.end(body);
    return;
  }
  // 204 and 304 have no body by definition, HEAD names the length of the body it leaves out.
  const hasLength = response.hasHeader('content-length') || answer.status === 204 || answer.status === 304;
  if (!hasLength) response.setHeader('content-length', 0);
  response.end();
}
