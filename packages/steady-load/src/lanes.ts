import { Agent } from 'node:http';

/** One kind of client: what it asks, over which connections, and when an answer is whole. */
export interface Lane {
  readonly name: string;
  readonly path: string;
  readonly agent: Agent | false;
  /** Sent in chunks when there is one. */
  readonly upload?: { readonly chunks: number; readonly chunkBytes: number };
  /** Bytes that a whole answer has; null: it says so itself. */
  readonly answerBytes: number | null;
}

const KILOBYTE = 1024;

/** What the shipped app answers: small and streamed bodies, each over kept and over fresh connections. */
export function appLanes(): Lane[] {
  const kept = () => new Agent({ keepAlive: true, maxSockets: 4 });
  const streamed = { path: '/stream?kilobytes=128', answerBytes: 128 * KILOBYTE };
  return [
    { name: 'small, keep-alive', path: '/version', agent: kept(), answerBytes: null },
    { name: 'small, fresh', path: '/version', agent: false, answerBytes: null },
    { name: 'streamed down, keep-alive', ...streamed, agent: kept() },
    { name: 'streamed down, fresh', ...streamed, agent: false },
    {
      name: 'streamed up and down, keep-alive',
      path: '/echo',
      agent: kept(),
      upload: { chunks: 8, chunkBytes: 8 * KILOBYTE },
      answerBytes: 64 * KILOBYTE,
    },
  ];
}
