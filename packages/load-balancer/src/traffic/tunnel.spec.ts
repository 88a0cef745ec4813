import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { httpBackend } from '../testing/backend.js';
import { until } from '../testing/until.js';
import { webSocketEcho } from '../testing/web-socket-echo.js';
import { createWorld, type World } from '../testing/world.js';

let world: World;
afterEach(() => world.close());

async function given(idleTimeoutMs = 60_000): Promise<WebSocket> {
  world = await createWorld({ balancer: { idleTimeoutMs } });
  world.add('blue', 'one', await webSocketEcho());
  const socket = new WebSocket(`ws://127.0.0.1:${world.port}/live`);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}
function outstanding(): number | undefined {
  return world.plane.poolMetrics()[0]?.outstandingRequests;
}

describe('tunnels', () => {
  it('echo through a WebSocket, small and large, and end in good order', async () => {
    const socket = await given();
    for (const text of ['hello', 'x'.repeat(3_000_000)]) {
      socket.send(text);
      const [data] = (await once(socket, 'message')) as [Buffer];
      expect(data.toString() === text).toBe(true);
    }
    expect(outstanding()).toBe(1);
    socket.close(1000);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1000);
    await until(() => outstanding() === 0, 'the tunnel to end');
    expect(world.plane.poolMetrics()[0]).toMatchObject({ requests: 1, activeConnections: 0 });
    expect(world.plane.balancerMetrics()[0]).toMatchObject({ ownCodes: {}, clientClosed: 0 });
  });

  it('stay where they are when the routing changes', async () => {
    const socket = await given();
    world.plane.setRouting('main', { rules: [], defaultAction: { kind: 'fixed-response', status: 404 } });
    expect((await world.get('/')).status).toBe(404);
    socket.send('still here');
    expect(String(((await once(socket, 'message')) as [Buffer])[0])).toBe('still here');
    socket.terminate();
  });

  it('are cut when their target’s drain is over', async () => {
    const socket = await given();
    world.plane.deregister('blue', { id: 'one', port: 80 });
    world.clock.advance(29_999);
    socket.send('x');
    await once(socket, 'message');
    world.clock.advance(1);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1006);
  });

  it('are cut after the idle timeout', async () => {
    const socket = await given(60);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1006);
    await until(() => outstanding() === 0, 'the tunnel to end');
  });

  it('work for any protocol, with bytes sent ahead of the answer, and close by halves', async () => {
    world = await createWorld();
    const backend = await httpBackend(() => undefined);
    backend.server.on('upgrade', (_incoming: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\n\r\n${head.toString()}`,
      );
      socket.on('data', (chunk: Buffer) => socket.write(chunk));
      socket.on('end', () => socket.end('bye'));
    });
    world.add('blue', 'one', backend);
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\n\r\nearly');
    await client.receives(/\r\n\r\nearly/);
    client.socket.end('late');
    expect(await client.closed()).toMatch(
      /^HTTP\/1\.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\/1\r\n\r\nearlylatebye$/,
    );
  });

  it('do not come about when the target declines', async () => {
    world = await createWorld();
    // A server without an `upgrade` listener answers as if nobody had asked.
    world.add('blue', 'one', await httpBackend((_incoming, outgoing) => outgoing.end('plain')));
    const client = world.raw();
    for (let at = 0; at < 2; at++) {
      client.send('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      await client.receives(new RegExp(`(plain[^]*){${at + 1}}`));
    }
  });
});
