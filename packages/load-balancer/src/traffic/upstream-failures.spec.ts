import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { headBackend, httpBackend, rawBackend, type Backend } from '../testing/backend.js';
import { rawClient, type RawClient } from '../testing/raw-client.js';
import { until } from '../testing/until.js';
import { createWorld, type World, type WorldInput } from '../testing/world.js';

let world: World;
afterEach(() => world.close());

async function given(input: WorldInput = {}): Promise<void> {
  world = await createWorld(input);
}
function poolCounts(): { connectionErrors: number; outstandingRequests: number; targetCodes: object } {
  const metrics = world.plane.poolMetrics()[0];
  if (metrics === undefined) throw new Error('there is no pool');
  return metrics;
}

/** A port where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('502', () => {
  it.each<[string, () => Promise<Backend>]>([
    ['a reset before the answer', () => headBackend((socket) => socket.resetAndDestroy())],
    ['an end before the answer', () => headBackend((socket) => socket.end())],
    ['an end within the head', () => headBackend((socket) => socket.end('HTTP/1.1 200 OK\r\nX: '))],
    ['rubbish', () => headBackend((socket) => socket.write('SMTP ready\r\n\r\n'))],
    ['rubbish without an end', () => headBackend((socket) => socket.write('SMTP ready'))],
    ['bare line feeds', () => headBackend((socket) => socket.write('HTTP/1.1 200 OK\nContent-Length: 1\n\nx'))],
    ['a head over 32 K', () => headBackend((socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(33_000)}`))],
    [
      'ambiguous framing',
      () => headBackend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx')),
    ],
    [
      'a broken first chunk',
      () => headBackend((socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')),
    ],
    [
      'a switch that nobody asked for',
      () => headBackend((socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')),
    ],
  ])('for %s, once, and the client may go on', async (_name, start) => {
    await given();
    const backend = await start();
    world.add('blue', 'one', backend);
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.receives(/<\/html>/)).toMatch(/^HTTP\/1\.1 502 Bad Gateway[^]*Connection: keep-alive/);
    expect(backend.connections()).toBe(1);
    expect(world.plane.balancerMetrics()[0]?.ownCodes).toEqual({ 502: 1 });
    expect(poolCounts()).toMatchObject({ connectionErrors: 0, outstandingRequests: 0, targetCodes: { 2: 0, 5: 0 } });
  });

  it('to HEAD has no body, and requests sent meanwhile go on', async () => {
    await given();
    world.add(
      'blue',
      'one',
      await headBackend((socket, head) => {
        if (head.startsWith('HEAD')) socket.end();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
      }),
    );
    const client = world.raw();
    client.send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.receives(/hi$/)).toMatch(/^HTTP\/1\.1 502 (?:[^\r]+\r\n)+\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it('for a refused connection and for a target without an address', async () => {
    await given();
    world.places.set('one', await deadPort());
    world.plane.register('blue', { id: 'one', port: 80 });
    expect((await world.get('/')).status).toBe(502);
    world.places.delete('one');
    expect((await world.get('/')).status).toBe(502);
    expect(poolCounts()).toMatchObject({ connectionErrors: 2, outstandingRequests: 0 });
  });

  it('when the target closes a kept connection just as it is used again: no second attempt, on no other target', async () => {
    await given();
    const seen: string[] = [];
    const racing = (name: string): Promise<Backend> =>
      rawBackend((socket) => {
        let requests = 0;
        socket.on('data', () => {
          seen.push(name);
          // The second request meets a closing socket, as with a keep-alive time shorter than the balancer's.
          if (++requests === 2) socket.resetAndDestroy();
          else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        });
      });
    world.add('blue', 'a', await racing('a'));
    world.add('blue', 'b', await racing('b'));
    const statuses: number[] = [];
    for (let at = 0; at < 4; at++) statuses.push((await world.get('/')).status);
    expect(statuses).toEqual([200, 200, 502, 502]);
    expect(seen).toEqual(['a', 'b', 'a', 'b']);
    expect((await world.get('/')).status).toBe(200);
  });

  it('is not needed when the close was seen in time', async () => {
    await given();
    const backend = await httpBackend((_incoming, outgoing) => outgoing.end('x'));
    world.add('blue', 'a', backend);
    await world.get('/');
    (backend.server as unknown as { closeIdleConnections(): void }).closeIdleConnections();
    await until(() => world.plane.poolMetrics()[0]?.activeConnections === 0, 'the close to be seen');
    expect((await world.get('/')).status).toBe(200);
    expect(backend.connections()).toBe(2);
  });
});

describe('answers cut short', () => {
  const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n';

  it.each<[string, string, (socket: Socket) => void]>([
    ['an end before the length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', (socket) => socket.end()],
    ['an end before the last chunk', CHUNKED, (socket) => socket.end()],
    ['a broken chunk', CHUNKED, (socket) => socket.write('zz\r\n')],
    ['a reset', CHUNKED, (socket) => socket.resetAndDestroy()],
    ['a reset where an end was due', 'HTTP/1.1 200 OK\r\n\r\nhalf', (socket) => socket.resetAndDestroy()],
  ])('by %s are cut for the client too', async (_name, answer, breakOff) => {
    await given();
    let target: Socket | undefined;
    world.add('blue', 'one', await headBackend((socket) => (target = socket).write(answer)));
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.receives(/half/);
    if (target !== undefined) breakOff(target);
    const text = await client.closed();
    expect(text).not.toContain('\r\n0\r\n\r\n');
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(world.plane.balancerMetrics()[0]?.ownCodes).toEqual({});
    expect(poolCounts().outstandingRequests).toBe(0);
  });

  it('early answers to an upload arrive, then both connections end', async () => {
    await given();
    world.add(
      'blue',
      'one',
      await headBackend((socket) => socket.write('HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\n\r\nbig')),
    );
    const client = world.raw();
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nsome');
    expect(await client.receives(/big$/)).toMatch(/^HTTP\/1\.1 413 /);
    client.socket.end();
    await client.closed();
    await until(() => world.plane.poolMetrics()[0]?.activeConnections === 0, 'the target connection to end');
  });
});

describe('504', () => {
  /** A listener that never accepts: its thread sleeps, so its short queue fills up. */
  const SLEEPER = `
    const { createServer } = require('node:net');
    const { parentPort, workerData } = require('node:worker_threads');
    const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(workerData, 0, 0);
      process.exit(0);
    });`;

  it('when a connection does not come about in time', async () => {
    await given({ options: { connectTimeoutMs: 80 } });
    const wake = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(SLEEPER, { eval: true, workerData: wake });
    const fillers: RawClient[] = [];
    try {
      const [port] = (await once(worker, 'message')) as [number];
      for (let at = 0; at < 4; at++) fillers.push(rawClient(port));
      await until(() => fillers.filter(({ socket }) => !socket.connecting).length >= 2, 'the queue to fill');
      world.places.set('one', port);
      world.plane.register('blue', { id: 'one', port: 80 });
      expect((await world.get('/')).status).toBe(504);
      expect(poolCounts()).toMatchObject({ connectionErrors: 1, outstandingRequests: 0 });
    } finally {
      for (const { socket } of fillers) socket.destroy();
      Atomics.store(wake, 0, 1);
      Atomics.notify(wake, 0);
      await worker.terminate();
    }
  });
});
