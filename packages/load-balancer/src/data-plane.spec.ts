import { Agent } from 'node:http';
import { headBackend, httpBackend, type Backend } from './testing/backend.js';
import { until } from './testing/until.js';
import { createWorld, namedBackend, POOL, routeTo, type World, type WorldInput } from './testing/world.js';

let world: World;
afterEach(() => world.close());

async function given(input: WorldInput = {}): Promise<void> {
  world = await createWorld(input);
}
/** A target that answers `/slow` only when told to. */
async function patientBackend(): Promise<Backend & { release(): void; waiting(): number }> {
  const held: (() => void)[] = [];
  const backend = await httpBackend((incoming, outgoing) => {
    if (incoming.url !== '/slow') outgoing.end('fast');
    else held.push(() => outgoing.end('slow'));
  });
  return Object.assign(backend, {
    waiting: () => held.length,
    release: () => held.splice(0).forEach((answer) => answer()),
  });
}

describe('changing the routing', () => {
  it('loses none of 1000 requests over 200 swaps, and each goes to the side that was live', async () => {
    await given({ pools: [{ id: 'blue' }, { id: 'green' }] });
    world.add('blue', 'blue', await namedBackend('blue'));
    world.add('green', 'green', await namedBackend('green'));
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const seen = { blue: 0, green: 0, failed: 0 };
    let sent = 0;
    let live = 'blue';
    const swap = (): void => {
      const idle = live;
      live = idle === 'blue' ? 'green' : 'blue';
      world.plane.setRouting('main', sent % 3 === 0 ? routeTo([live, 1], [idle, 0]) : routeTo([live, 100]));
    };
    const client = async (fresh: boolean): Promise<void> => {
      while (sent < 1000) {
        if (sent++ % 5 === 0) swap();
        const { status, headers } = await world.get('/', { agent: fresh ? false : agent });
        const name = headers['x-name'];
        if (status === 200 && (name === 'blue' || name === 'green')) seen[name]++;
        else seen.failed++;
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_one, at) => client(at % 4 === 0)));
    agent.destroy();
    expect(seen.failed).toBe(0);
    expect(seen.blue + seen.green).toBe(1000);
    expect(Math.min(seen.blue, seen.green)).toBeGreaterThan(100);
    expect((await world.get('/')).headers['x-name']).toBe('blue');
  });

  it('lets a request under way finish where it went', async () => {
    await given({ pools: [{ id: 'blue' }, { id: 'green' }] });
    const blue = await patientBackend();
    world.add('blue', 'blue', blue);
    world.add('green', 'green', await namedBackend('green'));
    const slow = world.get('/slow');
    await until(() => blue.waiting() === 1, 'the request to arrive');
    world.plane.setRouting('main', routeTo(['green', 1]));
    expect((await world.get('/')).headers['x-name']).toBe('green');
    blue.release();
    expect(await slow).toMatchObject({ status: 200, body: 'slow' });
  });
});

describe('draining', () => {
  it('lets open requests finish within the delay', async () => {
    await given();
    const blue = await patientBackend();
    world.add('blue', 'one', blue);
    const slow = world.get('/slow');
    await until(() => blue.waiting() === 1, 'the request to arrive');
    world.plane.deregister('blue', { id: 'one', port: 80 });
    expect((await world.get('/')).status).toBe(503);
    world.clock.advance(29_000);
    blue.release();
    expect(await slow).toMatchObject({ status: 200, body: 'slow' });
    await until(() => world.plane.poolMetrics()[0]?.activeConnections === 0, 'its connections to close');
  });

  it('cuts what is still open at its end: 502 before an answer, a torn stream after', async () => {
    await given();
    const blue = await patientBackend();
    world.add('blue', 'one', blue);
    const slow = world.get('/slow');
    await until(() => blue.waiting() === 1, 'the request to arrive');
    world.add(
      'blue',
      'two',
      await headBackend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
    );
    world.plane.deregister('blue', { id: 'one', port: 80 });
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.receives(/half$/);
    world.plane.deregister('blue', { id: 'two', port: 80 });
    world.clock.advance(30_000);
    expect((await slow).status).toBe(502);
    expect(await client.closed()).toMatch(/half$/);
    expect(world.plane.balancerMetrics()[0]?.ownCodes).toEqual({ 502: 1 });
    expect(world.plane.targets('blue')).toEqual([]);
  });

  it('spares requests of a target that is registered again in time', async () => {
    await given();
    const blue = await patientBackend();
    world.add('blue', 'one', blue);
    const slow = world.get('/slow');
    await until(() => blue.waiting() === 1, 'the request to arrive');
    world.plane.deregister('blue', { id: 'one', port: 80 });
    world.plane.register('blue', { id: 'one', port: 80 });
    world.clock.advance(60_000);
    blue.release();
    expect((await slow).status).toBe(200);
  });
});

describe('metrics', () => {
  it('count requests, answers, connections and times', async () => {
    await given();
    world.add(
      'blue',
      'one',
      await httpBackend((incoming, outgoing) => {
        outgoing.statusCode = Number(/\d+/.exec(incoming.url ?? '')?.[0] ?? 500);
        outgoing.end();
      }),
    );
    for (const path of ['/200', '/204', '/302', '/404', '/500', '/503']) await world.get(path);
    const [pool] = world.plane.poolMetrics();
    expect(pool).toMatchObject({
      poolId: 'blue',
      requests: 6,
      targetCodes: { 2: 2, 3: 1, 4: 1, 5: 2 },
      connectionErrors: 0,
      newConnections: 1,
      activeConnections: 1,
      outstandingRequests: 0,
      latency: { count: 6 },
    });
    const { boundsMs = [], counts = [], sumMs = 0 } = pool?.latency ?? {};
    expect(counts).toHaveLength(boundsMs.length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(sumMs).toBeGreaterThan(0);
    expect(world.plane.balancerMetrics()).toEqual([
      {
        balancerId: 'front',
        requests: 6,
        clientConnections: expect.any(Number),
        newConnections: 6,
        ownCodes: {},
        clientClosed: 0,
        tlsFailures: 0,
      },
    ]);
  });

  it('say how many targets are healthy', async () => {
    await given();
    world.add('blue', 'one', await namedBackend('one'));
    world.add('blue', 'two', await httpBackend((_incoming, outgoing) => outgoing.writeHead(500).end()));
    world.clock.advance(10_000);
    await world.reaches('blue', 'one', 'healthy');
    await world.reaches('blue', 'two', 'unhealthy');
    expect(world.plane.poolMetrics()[0]).toMatchObject({ healthy: 1, unhealthy: 1 });
  });

  it('show requests while they are open', async () => {
    await given();
    const blue = await patientBackend();
    world.add('blue', 'one', blue);
    const slow = world.get('/slow');
    await until(() => blue.waiting() === 1, 'the request to arrive');
    expect(world.plane.poolMetrics()[0]).toMatchObject({ outstandingRequests: 1, activeConnections: 1 });
    expect(world.plane.balancerMetrics()[0]).toMatchObject({ clientConnections: 1 });
    blue.release();
    await slow;
  });
});

describe('closing', () => {
  it('of a listener frees its port at once and lets the request under way finish as the last of its connection', async () => {
    await given();
    const blue = await patientBackend();
    world.add('blue', 'one', blue);
    const idle = world.raw();
    idle.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await idle.receives(/fast$/);
    const busy = world.raw();
    busy.send('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => blue.waiting() === 1, 'the request to arrive');
    await world.plane.closeListener('main');
    await idle.closed();
    await world.plane.openListener({
      id: 'again',
      balancerId: 'front',
      host: '127.0.0.1',
      port: world.port,
      routing: routeTo(['blue', 1]),
    });
    expect((await world.get('/')).body).toBe('fast');
    blue.release();
    expect(await busy.closed()).toMatch(/Connection: close\r\n\r\nslow$/);
  });

  it('of everything leaves no timer, no check and no connection', async () => {
    await given();
    const blue = await patientBackend();
    world.add('blue', 'one', blue);
    world.add('blue', 'two', await namedBackend('two'));
    world.clock.advance(0);
    const slow = world.get('/slow').catch((error: NodeJS.ErrnoException) => error.code);
    await until(() => blue.waiting() === 1, 'the request to arrive');
    world.plane.deregister('blue', { id: 'two', port: 80 });
    await world.plane.close();
    expect(await slow).toBe('ECONNRESET');
    expect(world.clock.waiting()).toBe(0);
    expect([world.plane.poolMetrics(), world.plane.balancerMetrics()]).toEqual([[], []]);
  });

  it('of a balancer closes its listeners; of a pool stops its checks', async () => {
    await given();
    world.add('blue', 'one', await namedBackend('one'));
    await world.plane.removeBalancer('front');
    await expect(world.get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(world.phase('blue', 'one')).toBe('unused');
    world.plane.removePool('blue');
    expect([world.plane.targets('blue'), world.clock.waiting()]).toEqual([[], 0]);
  });
});

describe('mistakes', () => {
  it('name what is missing or taken', async () => {
    await given();
    const listener = { id: 'other', balancerId: 'nowhere', host: '127.0.0.1', port: 0, routing: routeTo(['blue', 1]) };
    await expect(world.plane.openListener(listener)).rejects.toThrow('there is no balancer nowhere');
    await expect(world.plane.openListener({ ...listener, id: 'main', balancerId: 'front' })).rejects.toThrow(
      'listener main is open already',
    );
    await expect(
      world.plane.openListener({ ...listener, balancerId: 'front', port: world.port }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(() => world.plane.setRouting('other', listener.routing)).toThrow('there is no listener other');
    expect(() => world.plane.register('none', { id: 'a', port: 1 })).toThrow('there is no pool none');
    expect(world.plane.targets('none')).toEqual([]);
    world.plane.putPool({ ...POOL, id: 'late' });
    expect(world.plane.poolMetrics()).toHaveLength(2);
  });
});
