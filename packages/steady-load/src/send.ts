import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { Readable } from 'node:stream';
import type { Lane } from './lanes.js';

/** Sends one request; resolves with the release that answered, rejects with the reason it failed. */
export function send(base: URL, lane: Lane, deadlineMs: number): Promise<string | null> {
  const options: RequestOptions = {
    host: base.hostname,
    port: base.port || 80,
    path: lane.path,
    agent: lane.agent,
    method: lane.upload ? 'POST' : 'GET',
    headers: { host: base.host },
    signal: AbortSignal.timeout(deadlineMs),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (answer) => {
      receive(answer, lane).then(resolve, reject);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code ?? error.message)));
    if (lane.upload) Readable.from(chunksOf(lane.upload)).pipe(outgoing);
    else outgoing.end();
  });
}

async function receive(answer: IncomingMessage, lane: Lane): Promise<string | null> {
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.length;
  if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
  if (lane.answerBytes !== null && bytes !== lane.answerBytes) throw new Error('body cut short');
  const release = answer.headers['x-bluegreen-release'];
  return typeof release === 'string' ? release : null;
}

function* chunksOf({ chunks, chunkBytes }: NonNullable<Lane['upload']>): Generator<Buffer> {
  for (let index = 0; index < chunks; index += 1) yield Buffer.alloc(chunkBytes, index);
}
