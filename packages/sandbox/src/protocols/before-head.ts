import type { ServerResponse } from 'node:http';

/** Calls back just before the head of the answer leaves, whoever writes it. */
export function beforeHead(response: ServerResponse, act: (status: number) => void): void {
  const writeHead = response.writeHead.bind(response) as (...parts: unknown[]) => ServerResponse;
  response.writeHead = (...parts: [number, ...unknown[]]) => {
    act(parts[0]);
    return writeHead(...parts);
  };
}
