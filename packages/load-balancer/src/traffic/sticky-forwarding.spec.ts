import { httpBackend } from '../testing/backend.js';
import { createWorld, namedBackend, routeTo, type World, type WorldInput } from '../testing/world.js';

let world: World;
afterEach(() => world.close());

async function given(input: WorldInput = {}): Promise<void> {
  world = await createWorld(input);
}

describe('who gets a request', () => {
  it('keeps a client on its pool against the weights, and on its target, with fresh cookies each time', async () => {
    await given({
      pools: [{ id: 'blue', stickiness: { kind: 'lb-cookie', durationSeconds: 60 } }, { id: 'green' }],
      routing: {
        rules: [],
        defaultAction: {
          kind: 'forward',
          pools: [
            { poolId: 'blue', weight: 1 },
            { poolId: 'green', weight: 0 },
          ],
          stickySeconds: 60,
        },
      },
    });
    world.add('blue', 'a', await namedBackend('a'));
    world.add('blue', 'b', await namedBackend('b'));
    world.add('green', 'c', await namedBackend('c'));
    const first = await world.get('/');
    const cookies = (first.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]);
    expect(cookies.map((pair) => pair?.split('=')[0])).toEqual([
      'STICKYPOOL',
      'STICKYPOOLCORS',
      'STICKY',
      'STICKYCORS',
    ]);
    const again = { headers: { Cookie: cookies.join('; ') } };
    const pools = [
      { poolId: 'blue', weight: 0 },
      { poolId: 'green', weight: 1 },
    ];
    world.plane.setRouting('main', { rules: [], defaultAction: { kind: 'forward', pools, stickySeconds: 60 } });
    for (let at = 0; at < 3; at++) {
      const answer = await world.get('/', again);
      expect([answer.headers['x-name'], answer.headers['set-cookie']?.length]).toEqual(['a', 4]);
    }
    expect((await world.get('/')).headers['x-name']).toBe('c');
    world.plane.deregister('blue', { id: 'a', port: 80 });
    expect((await world.get('/', again)).headers['x-name']).toBe('b');
    world.plane.deregister('blue', { id: 'b', port: 80 });
    expect((await world.get('/', again)).status).toBe(503);
    world.plane.setRouting('main', {
      rules: [],
      defaultAction: { kind: 'forward', pools: [{ poolId: 'green', weight: 1 }], stickySeconds: 60 },
    });
    expect((await world.get('/', again)).headers['x-name']).toBe('c');
  });

  it('follows the application’s own cookie', async () => {
    await given({
      pools: [{ id: 'blue', stickiness: { kind: 'app-cookie', cookieName: 'session', durationSeconds: 60 } }],
    });
    for (const name of ['a', 'b']) {
      world.add(
        'blue',
        name,
        await httpBackend((incoming, outgoing) => {
          if (incoming.url === '/login') outgoing.setHeader('Set-Cookie', 'session=1');
          outgoing.setHeader('x-name', name).end();
        }),
      );
    }
    expect((await world.get('/')).headers['set-cookie']).toBeUndefined();
    const login = await world.get('/login');
    const Cookie = (login.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
    for (let at = 0; at < 3; at++)
      expect((await world.get('/', { headers: { Cookie } })).headers['x-name']).toBe(login.headers['x-name']);
  });

  it('sends a client elsewhere by weight, evaluated for each request', async () => {
    let draw = 0;
    await given({
      pools: [{ id: 'blue' }, { id: 'green' }],
      routing: routeTo(['blue', 3], ['green', 1]),
      options: { random: () => (draw++ % 4) / 4 },
    });
    world.add('blue', 'a', await namedBackend('a'));
    world.add('green', 'b', await namedBackend('b'));
    let names = '';
    for (let at = 0; at < 8; at++) names += (await world.get('/')).headers['x-name'] as string;
    expect(names).toBe('aaabaaab');
  });
});
