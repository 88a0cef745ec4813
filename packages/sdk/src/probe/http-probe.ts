import * as http from 'node:http';
import * as https from 'node:https';
import type { Probe, ProbeAnswer } from '../domain/ports.js';

/** What is kept of a body; the rest of a longer one is not read. */
const BODY_BYTES = 64 * 1024;

/**
 * HTTP requests, each on a fresh connection, because a kept-alive one may be held by a load balancer node that has not
 * heard of a switch. Rejects only when `signal` is aborted, with its reason.
 */
export function createHttpProbe(options: { readonly now?: () => number } = {}): Probe {
  const now = options.now ?? (() => performance.now());
  return {
    get(url, { headers, timeoutMs, signal, anyCertificate }) {
      const startedAt = now();
      return new Promise<ProbeAnswer>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const finish = (answer: Omit<ProbeAnswer, 'elapsedMs'>) => {
          end();
          resolve({ ...answer, elapsedMs: Math.round(now() - startedAt) });
        };
        const fail = (failure: string) => finish({ status: null, body: '', failure });
        const stop = () => {
          end();
          reject(signal?.reason as Error);
        };
        const deadline = setTimeout(() => fail(`No full answer within ${timeoutMs} ms.`), timeoutMs);
        signal?.addEventListener('abort', stop, { once: true });
        let request: http.ClientRequest | undefined;
        const end = () => {
          clearTimeout(deadline);
          signal?.removeEventListener('abort', stop);
          request?.destroy();
        };
        try {
          request = open(url, { headers, anyCertificate }, (response) => readBody(response, finish, fail));
          request.on('error', (error: NodeJS.ErrnoException) => fail(reasonOf(error)));
          request.end();
        } catch (error) {
          fail(reasonOf(error as NodeJS.ErrnoException));
        }
      });
    },
  };
}

function open(
  url: string,
  { headers, anyCertificate }: Pick<Parameters<Probe['get']>[1], 'headers' | 'anyCertificate'>,
  onResponse: (response: http.IncomingMessage) => void,
): http.ClientRequest {
  const target = new URL(url);
  const { request } = target.protocol === 'https:' ? https : http;
  // `agent: false` makes an agent for this request alone, so a connection of its own.
  const options = { agent: false, headers: { ...headers, Connection: 'close' } };
  return request(target, { ...options, ...(anyCertificate && { rejectUnauthorized: false }) }, onResponse);
}

function readBody(
  response: http.IncomingMessage,
  finish: (answer: { status: number; body: string; failure: null }) => void,
  fail: (failure: string) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = () => {
    const body = Buffer.concat(chunks).subarray(0, BODY_BYTES).toString('utf8');
    finish({ status: response.statusCode ?? 0, body, failure: null });
  };
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= BODY_BYTES) done();
  });
  response.on('end', done);
  // Cut off in the middle of its body: not an answer.
  response.on('aborted', () => fail('The connection was closed in the middle of the answer.'));
  response.on('error', (error: NodeJS.ErrnoException) => fail(reasonOf(error)));
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ECONNREFUSED') return 'The connection was refused.';
  if (error.code === 'ECONNRESET') return 'The connection was reset.';
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') return 'The host name could not be resolved.';
  return error.message || String(error.code ?? 'The request failed.');
}
