import { headBackend, httpBackend, rawBackend } from '../testing/backend.js';
import { until } from '../testing/until.js';
import { createWorld, forwardTo, namedBackend, routeTo, type World, type WorldInput } from '../testing/world.js';
import type { Action, Rule } from '../types.js';

let world: World;
afterEach(() => world.close());

async function given(input: WorldInput = {}): Promise<void> {
  world = await createWorld(input);
}
function ownCodes(): Readonly<Record<number, number>> {
  return world.plane.balancerMetrics()[0]?.ownCodes ?? {};
}

describe('answers of the balancer itself', () => {
  it.each([
    ['a malformed request', 'nonsense\r\n\r\n', 400],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01', 400],
    ['bare line feeds', 'GET / HTTP/1.1\nHost: a\n\n', 400],
    ['a head over 64 K', `GET / HTTP/1.1\r\nHost: a\r\n${`X: ${'a'.repeat(1000)}\r\n`.repeat(70)}\r\n`, 400],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 405],
    ['a URL too long', `GET /${'a'.repeat(20_000)}`, 414],
    [
      '31 forwarded addresses',
      `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: ${'1.1.1.1,'.repeat(30)}1.1.1.1\r\n\r\n`,
      463,
    ],
    ['another encoding', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n', 501],
    ['another version', 'GET / HTTP/3.0\r\nHost: a\r\n\r\n', 505],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    [
      'both framings',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s: %s', async (_name, request, status) => {
    await given();
    world.add('blue', 'one', await rawBackend(() => undefined));
    const client = world.raw();
    client.send(request);
    const text = await client.closed();
    expect(text).toMatch(
      new RegExp(
        `^HTTP/1\\.1 ${status} .*\r\nServer: edge/2\\.0\r\nDate: .*\r\nContent-Type: text/html\r\nContent-Length: \\d+\r\nConnection: close\r\n\r\n<html>`,
      ),
    );
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(ownCodes()).toEqual({ [status]: 1 });
  });

  it.each<[string, Action]>([
    ['no registered target', forwardTo(['blue', 1])],
    ['weights that are all 0', forwardTo(['full', 0], ['blue', 0])],
    ['a pool that is not there', forwardTo(['unknown', 1])],
    ['an empty pool beside a full one', forwardTo(['blue', 999], ['full', 1])],
  ])('503 for %s, and the connection stays', async (_name, defaultAction) => {
    await given({
      pools: [{ id: 'blue' }, { id: 'full' }],
      routing: { rules: [], defaultAction },
      options: { random: () => 0 },
    });
    world.add('full', 'one', await namedBackend('one'));
    const client = world.raw();
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
    await client.receives(/<\/html>/);
    client.send('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect((await client.closed()).match(/HTTP\/1\.1 503 Service Unavailable/g)).toHaveLength(2);
  });

  it('gives fixed responses and redirects by rule', async () => {
    const rule = (path: string, action: Action, priority: number): Rule => {
      return { id: path, priority, conditions: [{ kind: 'path', values: [path] }], action };
    };
    await given({
      routing: {
        rules: [
          rule('/fixed', { kind: 'fixed-response', status: 418, contentType: 'application/json', body: '{"é":1}' }, 1),
          rule(
            '/moved',
            {
              kind: 'redirect',
              status: 302,
              protocol: 'HTTPS',
              host: '#{host}',
              port: '443',
              path: '/#{path}',
              query: '#{query}',
            },
            2,
          ),
        ],
        defaultAction: { kind: 'fixed-response', status: 404 },
      },
    });
    expect(await world.get('/fixed')).toMatchObject({
      status: 418,
      body: '{"é":1}',
      headers: { 'content-type': 'application/json', server: 'edge/2.0' },
    });
    expect(await world.get('/fixed', { method: 'HEAD' })).toMatchObject({
      status: 418,
      body: '',
      headers: { 'content-length': '8' },
    });
    expect(await world.get('/moved?a=b', { headers: { Host: 'x.test' } })).toMatchObject({
      status: 302,
      headers: { location: 'https://x.test:443/moved?a=b' },
    });
    expect(await world.get('/else')).toMatchObject({ status: 404, body: '', headers: { 'content-length': '0' } });
    expect(ownCodes()).toEqual({ 302: 1, 404: 1, 418: 2 });
  });

  it('answers before a body it will not read, then closes', async () => {
    await given();
    const client = world.raw();
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(100_000)}`);
    expect(await client.receives(/<\/html>/)).toMatch(/^HTTP\/1\.1 503 [^]*Connection: close/);
  });
});

describe('time limits', () => {
  it.each([
    ['sends nothing', ''],
    ['stops within the head', 'GET / HTTP/1.1\r\nHos'],
    ['stops within the body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf'],
  ])('408 when a client %s', async (_name, request) => {
    await given({ balancer: { idleTimeoutMs: 60 } });
    world.add('blue', 'one', await rawBackend(() => undefined));
    const client = world.raw();
    if (request !== '') client.send(request);
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
  });

  it('ends a connection that stays idle after an answer, without a word', async () => {
    await given({ balancer: { idleTimeoutMs: 60 } });
    world.add(
      'blue',
      'one',
      await headBackend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')),
    );
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.closed()).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
  });

  it('504 when the target does not answer in time', async () => {
    await given({ balancer: { idleTimeoutMs: 60 } });
    world.add('blue', 'one', await rawBackend(() => undefined));
    expect((await world.get('/')).status).toBe(504);
    expect(ownCodes()).toEqual({ 504: 1 });
  });

  it('cuts an answer that stops halfway', async () => {
    await given({ balancer: { idleTimeoutMs: 60 } });
    world.add(
      'blue',
      'one',
      await headBackend((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
    );
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.closed()).toMatch(/\r\n\r\nhalf$/);
  });

  it('closes idle connections to targets after the idle timeout', async () => {
    await given({ balancer: { idleTimeoutMs: 60 } });
    world.add('blue', 'one', await namedBackend('one'));
    await world.get('/');
    expect(world.plane.poolMetrics()[0]?.activeConnections).toBe(1);
    await until(() => world.plane.poolMetrics()[0]?.activeConnections === 0, 'the idle connection to close');
  });
});

describe('clients that leave', () => {
  it.each([
    ['before their answer', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 460],
    ['within their body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf', 400],
  ])('%s are counted, and the target learns of it', async (_name, request, status) => {
    await given();
    let arrived = false;
    let over = false;
    world.add(
      'blue',
      'one',
      await httpBackend((incoming) => {
        arrived = true;
        incoming.socket.on('close', () => (over = true));
        incoming.resume();
        incoming.on('error', () => undefined);
      }),
    );
    const client = world.raw();
    client.send(request);
    await until(() => arrived, 'the request to arrive');
    client.socket.destroy();
    await until(() => over, 'the target to see the end');
    expect(ownCodes()).toEqual({ [status]: 1 });
    expect(world.plane.poolMetrics()[0]?.outstandingRequests).toBe(0);
  });

  it('by half within their body are told so', async () => {
    await given();
    world.add('blue', 'one', await rawBackend(() => undefined));
    const client = world.raw();
    client.socket.end('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('do not count when they leave between requests', async () => {
    await given({ routing: routeTo(['blue', 1]) });
    world.add('blue', 'one', await namedBackend('one'));
    await world.get('/');
    await until(() => world.plane.balancerMetrics()[0]?.clientConnections === 0, 'the connection to end');
    expect(world.plane.balancerMetrics()[0]).toMatchObject({
      requests: 1,
      newConnections: 1,
      ownCodes: {},
      clientClosed: 0,
    });
  });
});
