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
  let previous = signing?.seed ?? '';

  const checkChunk = (dataHash: string) => {
    if (!signing) return;
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', signing.timestamp, signing.scope, previous, EMPTY_SHA256, dataHash].join(
      '\n',
    );
    if (hmac(signing.signingKey, text).toString('hex') !== claimed) throw mismatch();
    previous = claimed;
  };

  const onLine = (text: string) => {
    if (state === 'data-end') {
      state = 'size';
    } else if (state === 'trailer') {
      const at = text.indexOf(':');
      if (at > 0) trailers[text.slice(0, at).trim().toLowerCase()] = text.slice(at + 1).trim();
    } else {
      const [size = '', ...extensions] = text.split(';');
      if (!/^[0-9a-fA-F]+$/.test(size))
        throw new AwsError('InvalidRequest', 'A chunk of the aws-chunked body has no valid size.');
      left = parseInt(size, 16);
      claimed = extensions.find((part) => part.startsWith('chunk-signature='))?.slice('chunk-signature='.length) ?? '';
      if (left === 0) {
        checkChunk(EMPTY_SHA256);
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
          checkChunk(hash?.digest('hex') ?? '');
          state = 'data-end';
        }
        continue;
      }
      const end = rest.indexOf(LINE_FEED);
      line = Buffer.concat([line, end < 0 ? rest : rest.subarray(0, end)]);
      if (line.length > MAX_LINE) throw new AwsError('InvalidRequest', 'A line of the aws-chunked body is too long.');
      if (end < 0) return;
      rest = rest.subarray(end + 1);
      const text = line.toString('latin1').replace(/\r$/, '');
      line = Buffer.alloc(0);
      onLine(text);
    }
  };

  const checkTrailer = () => {
    const claimedTrailer = trailers['x-amz-trailer-signature'];
    delete trailers['x-amz-trailer-signature'];
    const names = Object.keys(trailers).sort();
    if (!signing || (names.length === 0 && claimedTrailer === undefined)) return;
    const canonical = names.map((name) => `${name}:${trailers[name]}\n`).join('');
    const text = ['AWS4-HMAC-SHA256-TRAILER', signing.timestamp, signing.scope, previous, sha256Hex(canonical)].join(
      '\n',
    );
    if (hmac(signing.signingKey, text).toString('hex') !== claimedTrailer) throw mismatch();
  };

  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      settle(done, () => consume(this, chunk));
    },
    flush(done) {
      settle(done, () => {
        if (state !== 'trailer') throw new AwsError('IncompleteBody', 'The request body ended before its last chunk.');
        checkTrailer();
      });
    },
  });
  return { stream, trailers: () => trailers };
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

function mismatch(): AwsError {
  return new AwsError('SignatureDoesNotMatch', 'A signature inside the request body does not match its data.', 403);
}
