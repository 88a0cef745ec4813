import { headBackend, httpBackend, rawBackend, type Backend } from '../testing/backend.js';
import { until } from '../testing/until.js';
import { createWorld, namedBackend, POOL, routeTo, type World, type WorldInput } from '../testing/world.js';

let world: World;
afterEach(() => world.close());

async function given(input: WorldInput = {}): Promise<void> {
  world = await createWorld(input);
}
/** A target whose health answer can be changed; counts its checks. */
async function patient(first = 200): Promise<Backend & { status: number; checks: number }> {
  const state = { status: first, checks: 0 };
  const backend = await httpBackend((_incoming, outgoing) => {
    state.checks++;
    outgoing.statusCode = state.status;
    outgoing.end();
  });
  return Object.assign(state, backend);
}
/** Lets one interval pass and waits for its check to have come. */
async function nextCheck(backend: { checks: number }): Promise<void> {
  const before = backend.checks;
  world.clock.advance(POOL.healthCheck.intervalMs);
  await until(() => backend.checks === before + 1, 'the next check');
}
function cause(): unknown {
  return world.plane.targets('blue')[0]?.cause;
}

describe('target states', () => {
  it('goes from registering over its first check to healthy with one pass', async () => {
    await given();
    world.add('blue', 'one', await patient());
    expect(world.plane.targets('blue')).toEqual([
      { id: 'one', port: 80, phase: 'initial', cause: { kind: 'registering' } },
    ]);
    world.clock.advance(0);
    expect(world.plane.targets('blue')).toEqual([
      { id: 'one', port: 80, phase: 'initial', cause: { kind: 'first-checks' } },
    ]);
    await world.reaches('blue', 'one', 'healthy');
    expect(cause()).toEqual({ kind: 'none' });
  });

  it('turns unhealthy from initial at the threshold, and back only after the healthy threshold', async () => {
    await given();
    const backend = await patient(500);
    world.add('blue', 'one', backend);
    world.clock.advance(0);
    await until(() => backend.checks === 1, 'the first check');
    await nextCheck(backend);
    await world.reaches('blue', 'one', 'unhealthy');
    expect(cause()).toEqual({ kind: 'code-mismatch', status: 500 });
    backend.status = 200;
    await nextCheck(backend);
    await nextCheck(backend);
    expect(world.phase('blue', 'one')).toBe('unhealthy');
    await nextCheck(backend);
    await world.reaches('blue', 'one', 'healthy');
  });

  it('is unused while nothing names the pool, initial once something does at weight 0, and unused again after', async () => {
    await given({ pools: [{ id: 'blue' }, { id: 'green' }] });
    const backend = await patient();
    world.add('green', 'one', backend);
    world.clock.advance(60_000);
    expect(world.plane.targets('green')).toEqual([
      { id: 'one', port: 80, phase: 'unused', cause: { kind: 'not-referenced' } },
    ]);
    world.plane.setRouting('main', routeTo(['blue', 1], ['green', 0]));
    expect(world.phase('green', 'one')).toBe('initial');
    world.clock.advance(0);
    await world.reaches('green', 'one', 'healthy');
    expect(backend.checks).toBe(1);
    world.plane.setRouting('main', routeTo(['blue', 1]));
    expect(world.phase('green', 'one')).toBe('unused');
    world.clock.advance(60_000);
    expect(backend.checks).toBe(1);
  });

  it('stays in use as long as any listener or rule names the pool', async () => {
    await given({ pools: [{ id: 'blue' }, { id: 'green' }] });
    world.add('green', 'one', await patient());
    const rule = { id: 'r', priority: 1, conditions: [], action: routeTo(['green', 1]).defaultAction };
    await world.plane.openListener({
      id: 'test',
      balancerId: 'front',
      host: '127.0.0.1',
      port: 0,
      routing: { rules: [rule], defaultAction: { kind: 'fixed-response', status: 404 } },
    });
    world.plane.setRouting('main', routeTo(['green', 1]));
    world.plane.setRouting('main', routeTo(['blue', 1]));
    expect(world.phase('green', 'one')).toBe('initial');
    await world.plane.closeListener('test');
    expect(world.phase('green', 'one')).toBe('unused');
  });

  it('drains for the whole delay, then is gone; registering it again meanwhile starts it over', async () => {
    await given();
    world.add('blue', 'one', await patient());
    world.clock.advance(0);
    await world.reaches('blue', 'one', 'healthy');
    world.plane.deregister('blue', { id: 'one', port: 80 });
    world.plane.deregister('blue', { id: 'unknown', port: 80 });
    expect(world.plane.targets('blue')).toEqual([
      { id: 'one', port: 80, phase: 'draining', cause: { kind: 'deregistering' } },
    ]);
    world.clock.advance(29_999);
    expect(world.phase('blue', 'one')).toBe('draining');
    world.plane.register('blue', { id: 'one', port: 80 });
    expect(world.phase('blue', 'one')).toBe('initial');
    world.clock.advance(60_000);
    await world.reaches('blue', 'one', 'healthy');
    world.plane.deregister('blue', { id: 'one', port: 80 });
    world.clock.advance(30_000);
    expect(world.plane.targets('blue')).toEqual([]);
  });

  it('is unused while it has no address, and starts over when it gets one', async () => {
    await given();
    const backend = await patient();
    world.add('blue', 'one', backend);
    world.places.delete('one');
    world.clock.advance(0);
    expect(world.plane.targets('blue')[0]).toMatchObject({ phase: 'unused', cause: { kind: 'unreachable' } });
    expect((await world.get('/')).status).toBe(503);
    world.places.set('one', backend.port);
    world.clock.advance(10_000);
    await world.reaches('blue', 'one', 'healthy');
  });

  it('keeps states when only other settings change, and checks anew when the check changes', async () => {
    await given();
    const backend = await patient(503);
    world.add('blue', 'one', backend);
    world.clock.advance(0);
    await until(() => backend.checks === 1, 'the first check');
    world.plane.putPool({ ...POOL, deregistrationDelayMs: 1 });
    world.clock.advance(0);
    expect(backend.checks).toBe(1);
    world.plane.putPool({ ...POOL, healthCheck: { ...POOL.healthCheck, matcher: '503', intervalMs: 60_000 } });
    world.clock.advance(0);
    await world.reaches('blue', 'one', 'healthy');
  });
});

describe('health checks', () => {
  it('asks as contract B1 says, each time on a fresh connection', async () => {
    await given();
    const heads: string[] = [];
    const backend = await headBackend((socket, head) => {
      heads.push(head);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
    world.add('blue', 'one', backend);
    world.clock.advance(20_000);
    await until(() => heads.length === 3, 'three checks');
    expect(backend.connections()).toBe(3);
    expect(heads[0]).toBe(
      `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${backend.port}\r\nConnection: close\r\nUser-Agent: checker/2.0\r\n\r\n`,
    );
  });

  it('does not wait for a slow answer before the next check', async () => {
    await given();
    const backend = await rawBackend(() => undefined);
    world.add('blue', 'one', backend);
    world.clock.advance(30_000);
    await until(() => backend.connections() === 4, 'four checks at once');
  });

  it.each<[string, () => Promise<Backend>, object]>([
    ['silence', () => rawBackend(() => undefined), { kind: 'timeout' }],
    ['a reset', () => rawBackend((socket) => socket.destroy()), { kind: 'failed-checks' }],
    ['rubbish', () => rawBackend((socket) => socket.end('SSH-2.0-hello\r\n\r\n')), { kind: 'failed-checks' }],
    [
      'an endless head',
      () => rawBackend((socket) => socket.write('HTTP/1.1 200 OK\r\nX: ' + 'a'.repeat(40_000))),
      { kind: 'failed-checks' },
    ],
  ])('takes %s for a failure', async (_name, start, expected) => {
    await given({
      pools: [{ id: 'blue', healthCheck: { ...POOL.healthCheck, timeoutMs: 50, unhealthyThreshold: 2 } }],
    });
    world.add('blue', 'one', await start());
    world.clock.advance(10_000);
    await world.reaches('blue', 'one', 'unhealthy');
    expect(cause()).toEqual(expected);
  });

  it('uses the health port when one is set', async () => {
    const asked: number[] = [];
    await given({
      pools: [{ id: 'blue', healthCheck: { ...POOL.healthCheck, port: 9999 } }],
      options: { resolve: ({ port }) => (asked.push(port), undefined) },
    });
    world.plane.register('blue', { id: 'one', port: 80 });
    world.clock.advance(0);
    expect(asked).toEqual([9999]);
  });
});

describe('who gets requests', () => {
  async function served(count: number): Promise<string> {
    let names = '';
    for (let at = 0; at < count; at++) names += ((await world.get('/')).headers['x-name'] as string | undefined) ?? '-';
    return names;
  }
  async function failing(name: string): Promise<Backend> {
    return httpBackend((incoming, outgoing) => {
      outgoing.statusCode = incoming.url === '/health' ? 500 : 200;
      outgoing.setHeader('x-name', name).end();
    });
  }

  it('serves unchecked targets at once, and only healthy ones once there is one', async () => {
    await given();
    world.add('blue', 'a', await namedBackend('a'));
    world.add('blue', 'b', await failing('b'));
    expect(await served(4)).toBe('abab');
    world.clock.advance(0);
    await world.reaches('blue', 'a', 'healthy');
    expect(await served(4)).toBe('aaaa');
  });

  it('fails open to unhealthy targets when none is healthy', async () => {
    await given();
    world.add('blue', 'a', await failing('a'));
    world.clock.advance(10_000);
    await world.reaches('blue', 'a', 'unhealthy');
    expect(await served(2)).toBe('aa');
  });

  it.each([
    ['count', { minimumHealthyCount: 2 }],
    ['percentage', { minimumHealthyPercentage: 51 }],
  ])('fails open below the minimum %s', async (_name, minimum) => {
    await given({ pools: [{ id: 'blue', ...minimum }] });
    world.add('blue', 'a', await namedBackend('a'));
    world.add('blue', 'b', await failing('b'));
    world.clock.advance(10_000);
    await world.reaches('blue', 'a', 'healthy');
    await world.reaches('blue', 'b', 'unhealthy');
    expect(await served(4)).toMatch(/^(ab|ba){2}$/);
    world.plane.putPool(POOL);
    expect(await served(4)).toBe('aaaa');
  });

  it('sends nothing new to a draining target, not even the last one', async () => {
    await given();
    world.add('blue', 'a', await namedBackend('a'));
    expect(await served(1)).toBe('a');
    world.plane.deregister('blue', { id: 'a', port: 80 });
    expect((await world.get('/')).status).toBe(503);
  });

  it('raises a late target slowly to its share, but not those that came first', async () => {
    await given({ pools: [{ id: 'blue', slowStartMs: 50_000 }] });
    world.add('blue', 'a', await namedBackend('a'));
    world.add('blue', 'b', await namedBackend('b'));
    world.clock.advance(0);
    await world.reaches('blue', 'a', 'healthy');
    await world.reaches('blue', 'b', 'healthy');
    expect(await served(4)).toMatch(/^(ab|ba){2}$/);
    world.add('blue', 'c', await namedBackend('c'));
    world.clock.advance(0);
    await world.reaches('blue', 'c', 'healthy');
    const share = async (): Promise<number> => [...(await served(30))].filter((name) => name === 'c').length;
    expect(await share()).toBeLessThanOrEqual(1);
    world.clock.advance(25_000);
    expect(await share()).toBeGreaterThanOrEqual(5);
    expect(await share()).toBeLessThanOrEqual(7);
    world.clock.advance(25_000);
    expect(await share()).toBe(10);
  });

  it('gives a full share at once to one that has no healthy other to lean on', async () => {
    await given({ pools: [{ id: 'blue', slowStartMs: 50_000 }] });
    const first = await patient();
    world.add('blue', 'a', first);
    world.clock.advance(0);
    await world.reaches('blue', 'a', 'healthy');
    first.status = 500;
    world.clock.advance(20_000);
    await world.reaches('blue', 'a', 'unhealthy');
    for (const name of ['b', 'c']) {
      world.add('blue', name, await namedBackend(name));
      world.clock.advance(0);
      await world.reaches('blue', name, 'healthy');
    }
    expect([...(await served(20))].filter((name) => name === 'c').length).toBeLessThanOrEqual(1);
  });
});
