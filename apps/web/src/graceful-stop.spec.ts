import { type IncomingMessage, type Server, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { gracefulStop } from './graceful-stop.js';

/** Waits that end when the test says so, with a record of what was asked for. */
function heldWaits() {
  const asked: number[] = [];
  const release: (() => void)[] = [];
  const wait = (ms: number) => {
    asked.push(ms);
    return new Promise<void>((resolve) => release.push(resolve));
  };
  return { wait, asked, letGo: (index: number) => release[index]!() };
}

const answered = async (url: string): Promise<number> => {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode!;
};

describe('gracefulStop', () => {
  let server: Server;
  let url: string;
  let finish: (() => void) | undefined;

  beforeEach(async () => {
    finish = undefined;
    server = createServer((request, response) => {
      if (request.url === '/slow') finish = () => response.end('done');
      else response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('still takes requests while it announces that it ends', async () => {
    const { wait, asked } = heldWaits();
    const stopper = gracefulStop(server, { announce: 500, linger: 300 }, wait);
    void stopper.stop();

    expect(stopper.isReady()).toBe(false);
    expect(asked).toEqual([500]);
    expect(await answered(url)).toBe(200);
  });

  it('finishes the request that runs, then lingers, then is done', async () => {
    const { wait, asked, letGo } = heldWaits();
    const stopper = gracefulStop(server, { announce: 500, linger: 300 }, wait);
    const slow = once(get(`${url}/slow`, { agent: false }), 'response') as Promise<[IncomingMessage]>;
    await once(server, 'request');
    const stopped = stopper.stop();
    const closed = once(server, 'close');

    letGo(0);
    const [refused] = (await once(get(url, { agent: false }), 'error')) as [NodeJS.ErrnoException];
    expect(refused.code).toBe('ECONNREFUSED');
    expect(asked).toEqual([500]);

    finish!();
    const [response] = await slow;
    response.resume();
    await once(response, 'end');
    await closed;
    await new Promise(setImmediate);
    expect(asked).toEqual([500, 300]);
    letGo(1);
    await stopped;
  });

  it('stops once, however often it is told', () => {
    const { wait, asked } = heldWaits();
    const stopper = gracefulStop(server, { announce: 500, linger: 300 }, wait);
    expect(stopper.stop()).toBe(stopper.stop());
    expect(asked).toEqual([500]);
  });
});
