import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from '../services/service.js';

const MAX_RPC_BODY = 10 * 1024 * 1024;

/** The whole body of an RPC call as it came; or, above 10 MiB, the error to answer with. */
export async function readBody(request: IncomingMessage): Promise<Buffer | AwsError> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    // Read to its end all the same: a client that still sends would see a cut connection instead of the answer.
    if (bytes > MAX_RPC_BODY) parts.length = 0;
    else parts.push(part);
  }
  return bytes > MAX_RPC_BODY ? tooLarge('The request body') : Buffer.concat(parts);
}

/**
 * The body with its content encoding undone: the clients compress a large PutMetricData.
 * @throws AwsError SerializationException, UnsupportedMediaType, RequestEntityTooLarge
 */
export async function decodedBody(request: Pick<IncomingMessage, 'headers'>, body: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip') {
    throw new AwsError('UnsupportedMediaType', `The sandbox cannot undo the content encoding ${encoding}.`, 415);
  }
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_RPC_BODY });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge('The unpacked request body');
    throw new AwsError('SerializationException', 'The request body is not the gzip data its head announces.');
  }
}

function tooLarge(what: string): AwsError {
  return new AwsError('RequestEntityTooLarge', `${what} is larger than 10 MiB.`, 413);
}
