import { createHash, type Hash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../services/service.js';
import { EMPTY_SHA256, hmac, sha256Hex } from './canonical.js';

/** Goes from one chunk's signature to the next (SigV4 streaming). */
export interface ChunkSigning {
  readonly signingKey: Buffer;
  readonly timestamp: string;
  readonly scope: string;
  /** Signature of the request's head. */
  readonly seed: string;
}

export interface ChunkedDecoder {
  readonly stream: Transform;
  trailers(): Readonly<Record<string, string>>;
}

const MAX_LINE = 16 * 1024;
const LINE_FEED = 0x0a;

/**
 * Takes the aws-chunked framing off a body. With `signing` each chunk's signature (and that of the trailer) is checked;
 * the stream fails with SignatureDoesNotMatch on the first wrong one and with IncompleteBody when the last chunk is missing.
 */
export function decodeAwsChunked(signing: ChunkSigning | null): ChunkedDecoder {
  const trailers: Record<string, string> = {};
  let state: 'size' | 'data' | 'data-end' | 'trailer' = 'size';
  let line = Buffer.alloc(0);
  let left = 0;
  let hash: Hash | null = null;
  let claimed = '';
  const check = chunkChecks(signing);

  const onLine = (text: string) => {
    if (state === 'data-end') {
      if (text !== '') throw malformed('A chunk of the aws-chunked body is longer than its size says.');
      state = 'size';
    } else if (state === 'trailer') {
      const at = text.indexOf(':');
      if (at > 0) trailers[text.slice(0, at).trim().toLowerCase()] = text.slice(at + 1).trim();
    } else {
      const [size = '', ...extensions] = text.split(';');
      if (!/^[0-9a-fA-F]{1,12}$/.test(size)) throw malformed('A chunk of the aws-chunked body has no valid size.');
      left = parseInt(size, 16);
      claimed = extensions.find((part) => part.startsWith('chunk-signature='))?.slice('chunk-signature='.length) ?? '';
      if (left === 0) {
        check.chunk(claimed, EMPTY_SHA256);
        state = 'trailer';
      } else {
        hash = signing ? createHash('sha256') : null;
        state = 'data';
      }
    }
  };

  const consume = (stream: Transform, chunk: Buffer) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (state === 'data') {
        const data = rest.subarray(0, left);
        hash?.update(data);
        stream.push(data);
        left -= data.length;
        rest = rest.subarray(data.length);
        if (left === 0) {
          check.chunk(claimed, hash?.digest('hex') ?? '');
          state = 'data-end';
        }
        continue;
      }
      const end = rest.indexOf(LINE_FEED);
      line = Buffer.concat([line, end < 0 ? rest : rest.subarray(0, end)]);
      if (line.length > MAX_LINE) throw malformed('A line of the aws-chunked body is too long.');
      if (end < 0) return;
      rest = rest.subarray(end + 1);
      const text = line.toString('latin1').replace(/\r$/, '');
      line = Buffer.alloc(0);
      onLine(text);
    }
  };

  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      settle(done, () => consume(this, chunk));
    },
    flush(done) {
      settle(done, () => {
        if (state !== 'trailer') throw new AwsError('IncompleteBody', 'The request body ended before its last chunk.');
        check.trailer(trailers);
      });
    },
  });
  return { stream, trailers: () => trailers };
}

/** Follows the chain of signatures; checks nothing where the request signed no payload. */
function chunkChecks(signing: ChunkSigning | null): {
  chunk(claimed: string, dataHash: string): void;
  /** Takes the signature out of the trailers. */
  trailer(trailers: Record<string, string>): void;
} {
  let previous = signing?.seed ?? '';
  const isSigned = (claimed: string | undefined, algorithm: string, ...rest: string[]) => {
    if (!signing) return true;
    const text = [algorithm, signing.timestamp, signing.scope, previous, ...rest].join('\n');
    return hmac(signing.signingKey, text).toString('hex') === claimed;
  };
  return {
    chunk(claimed, dataHash) {
      if (!isSigned(claimed, 'AWS4-HMAC-SHA256-PAYLOAD', EMPTY_SHA256, dataHash)) throw mismatch();
      previous = claimed;
    },
    trailer(trailers) {
      const claimed = trailers['x-amz-trailer-signature'];
      delete trailers['x-amz-trailer-signature'];
      const names = Object.keys(trailers).sort();
      if (names.length === 0 && claimed === undefined) return;
      const canonical = names.map((name) => `${name}:${trailers[name]}\n`).join('');
      if (!isSigned(claimed, 'AWS4-HMAC-SHA256-TRAILER', sha256Hex(canonical))) throw mismatch();
    },
  };
}

function settle(done: TransformCallback, act: () => void): void {
  try {
    act();
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}

function malformed(what: string): AwsError {
  return new AwsError('InvalidRequest', what);
}

function mismatch(): AwsError {
  return new AwsError('SignatureDoesNotMatch', 'A signature inside the request body does not match its data.', 403);
}
