import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appLanes } from './lanes.js';
import { summarize } from './ledger.js';
import { startLoad } from './start-load.js';

const OPTIONS = { ratePerClient: 200, clientsPerLane: 1, deadlineMs: 2_000 };

/** Answers as the shipped app does, after `harm` had its say. Resolves `reached` after so many requests. */
function service(harm: RequestListener = () => undefined) {
  let requests = 0;
  let reach: (() => void) | undefined;
  const server = createServer((request, response) => {
    requests += 1;
    if (requests === 40) reach?.();
    harm(request, response);
    if (response.writableEnded || response.destroyed) return;
    response.setHeader('x-bluegreen-release', 'v1');
    if (request.url?.startsWith('/stream')) response.end(Buffer.alloc(128 * 1024));
    else if (request.url === '/echo') request.pipe(response);
    else response.end('{}');
  });
  return { server, reached: new Promise<void>((resolve) => (reach = resolve)) };
}

async function runAgainst({ server, reached }: { server: Server; reached: Promise<void> }) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const load = startLoad({ url, ...OPTIONS }, appLanes());
  await reached;
  const ledger = await load.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return ledger;
}

describe('startLoad', () => {
  it('records every request of every lane, with the release that answered', async () => {
    const ledger = await runAgainst(service());
    expect(summarize(ledger, [])).toMatchObject({ failed: 0, answered: ledger.length });
    expect(new Set(ledger.map(({ lane }) => lane)).size).toBe(5);
    expect(ledger.every(({ release, startedAt, endedAt }) => release === 'v1' && endedAt >= startedAt)).toBe(true);
  });

  it.each<[string, RequestListener, string]>([
    [
      'an error status',
      (request, response) => void (request.url === '/version' && response.writeHead(502).end()),
      'status 502',
    ],
    ['a reset', (request, response) => void (request.url === '/version' && response.destroy()), 'ECONNRESET'],
    [
      'a body cut short',
      (request, response) =>
        void (request.url?.startsWith('/stream') && response.setHeader('x-bluegreen-release', 'v1').end('short')),
      'body cut short',
    ],
  ])('counts %s as a failure', async (_name, harm, reason) => {
    const { failed, failures } = summarize(await runAgainst(service(harm)), []);
    expect(failed).toBeGreaterThan(0);
    expect(Object.keys(failures).every((each) => each.endsWith(reason))).toBe(true);
  });
});
