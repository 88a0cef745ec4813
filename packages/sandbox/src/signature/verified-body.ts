import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { AwsError, type VerifiedBody } from '../services/service.js';
import type { Authentication } from './authenticate.js';
import { decodeAwsChunked, type ChunkSigning } from './aws-chunked.js';
import { scopeOf } from './canonical.js';

const SIGNED_CHUNKS = ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'];
const UNSIGNED_CHUNKS = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** The body as the store may keep it: framing gone, hash or chunk signatures checked while it streams (contract D). */
export function verifiedBody(request: IncomingMessage, authentication: Authentication): VerifiedBody {
  const { payloadHash } = authentication;
  const noTrailers = () => ({});
  if (payloadHash === UNSIGNED_CHUNKS || SIGNED_CHUNKS.includes(payloadHash)) {
    const decoder = decodeAwsChunked(payloadHash === UNSIGNED_CHUNKS ? null : signingOf(authentication));
    return {
      stream: through(request, decoder.stream),
      trailers: () => decoder.trailers(),
      length: length(request, 'x-amz-decoded-content-length'),
    };
  }
  const bytes = length(request, 'content-length');
  if (payloadHash === 'UNSIGNED-PAYLOAD') return { stream: request, trailers: noTrailers, length: bytes };
  if (!/^[0-9a-f]{64}$/i.test(payloadHash)) {
    throw new AwsError('InvalidArgument', 'x-amz-content-sha256 is neither a SHA-256 in hex nor a known marker.', 400, {
      ArgumentName: 'x-amz-content-sha256',
      ArgumentValue: payloadHash,
    });
  }
  return { stream: through(request, hashCheck(payloadHash.toLowerCase())), trailers: noTrailers, length: bytes };
}

function signingOf({ signingKey, claim }: Authentication): ChunkSigning {
  return { signingKey, timestamp: claim.timestamp, scope: scopeOf(claim), seed: claim.signature };
}

function hashCheck(expected: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const actual = hash.digest('hex');
      const members = { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: actual };
      const text = "The provided 'x-amz-content-sha256' header does not match what was computed.";
      done(actual === expected ? null : new AwsError('XAmzContentSHA256Mismatch', text, 400, members));
    },
  });
}

function through(request: IncomingMessage, transform: Transform): Transform {
  // The request is not destroyed with the transform: its socket still has to carry the error's answer.
  request.on('error', (error) => transform.destroy(error));
  request.on('aborted', () =>
    transform.destroy(new AwsError('IncompleteBody', 'The client went away before the body was complete.')),
  );
  transform.on('error', () => {
    request.unpipe(transform);
    request.resume();
  });
  return request.pipe(transform);
}

function length(request: IncomingMessage, header: string): number | undefined {
  const value = request.headers[header];
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
