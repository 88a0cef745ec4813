import { headBackend, httpBackend } from '../testing/backend.js';
import { createWorld, namedBackend, type World, type WorldInput } from '../testing/world.js';

let world: World;
afterEach(() => world.close());

async function given(input: WorldInput = {}): Promise<void> {
  world = await createWorld(input);
}
/** A target that answers every head with the same bytes. */
async function answering(answer: string, thenEnd = false): Promise<void> {
  world.add('blue', 'one', await headBackend((socket) => (thenEnd ? socket.end(answer) : socket.write(answer))));
}

describe('requests on their way to the target', () => {
  it('arrive with the balancer’s headers and without those of the first hop', async () => {
    await given({ publicPort: 8080 });
    world.add('blue', 'one', await namedBackend('one'));
    const { body, status } = await world.get('/a?b=c', {
      headers: { Host: 'shop.test', Connection: 'keep-alive, X-Hop', 'X-Hop': '1', 'X-Twice': ['1', '2'] },
    });
    const { raw, url } = JSON.parse(body) as { raw: string[]; url: string };
    expect([status, url]).toEqual([200, '/a?b=c']);
    expect(raw).toEqual([
      'Host',
      'shop.test:8080',
      'X-Twice',
      '1',
      'X-Twice',
      '2',
      'X-Forwarded-For',
      '127.0.0.1',
      'X-Forwarded-Proto',
      'http',
      'X-Forwarded-Port',
      '8080',
      'X-Amzn-Trace-Id',
      expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    ]);
  });

  it('keep bytes beyond ASCII in headers as they are, both ways', async () => {
    await given();
    world.add(
      'blue',
      'one',
      await headBackend((socket, head) => {
        const value = /X-Name: (.*)\r/.exec(head)?.[1] ?? '';
        socket.write(Buffer.from(`HTTP/1.1 200 OK\r\nX-Name: ${value}\r\nContent-Length: 0\r\n\r\n`, 'latin1'));
      }),
    );
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\nX-Name: \xc3\xa9\xff\r\n\r\n');
    expect(await client.receives(/\r\n\r\n/)).toContain('X-Name: \xc3\xa9\xff\r\n');
  });

  it('are served in order when a client sends several at once', async () => {
    await given();
    const seen: string[] = [];
    world.add(
      'blue',
      'one',
      await httpBackend((incoming, outgoing) => {
        seen.push(incoming.url ?? '');
        incoming.resume();
        setImmediate(() => outgoing.end(incoming.url));
      }),
    );
    const client = world.raw();
    client.send(
      'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbodyTRACE /3 HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    const text = await client.closed();
    expect(text.match(/HTTP\/1\.1 \d+|\/\d$/gm)).toEqual([
      'HTTP/1.1 200',
      'HTTP/1.1 200',
      'HTTP/1.1 405',
      'HTTP/1.1 200',
      '/4',
    ]);
    expect(seen).toEqual(['/1', '/2', '/4']);
  });

  it('may follow an empty line, even a torn one', async () => {
    await given();
    world.add('blue', 'one', await namedBackend('one'));
    const client = world.raw();
    client.send('\r');
    await new Promise((resolve) => client.socket.once('connect', () => setImmediate(resolve)));
    client.send('\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.receives(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('are understood in pieces of one byte', async () => {
    await given();
    world.add('blue', 'one', await httpBackend((incoming, outgoing) => void incoming.pipe(outgoing)));
    const client = world.raw();
    client.socket.setNoDelay(true);
    for (const byte of '\r\nPOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n')
      client.send(byte);
    expect(await client.receives(/hello\r\n0\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('share the target’s connections', async () => {
    await given();
    const backend = await namedBackend('one');
    world.add('blue', 'one', backend);
    for (let at = 0; at < 5; at++) await world.get('/');
    expect(backend.connections()).toBe(1);
  });

  it('get their 100 from the balancer, and no Expect goes on', async () => {
    await given();
    world.add(
      'blue',
      'one',
      await httpBackend((incoming, outgoing) => {
        outgoing.setHeader('x-expect', String(incoming.headers.expect));
        incoming.pipe(outgoing);
      }),
    );
    const client = world.raw();
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n');
    expect(await client.receives(/\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.send('hello');
    expect(await client.receives(/hello/)).toContain('x-expect: undefined');
  });

  it('carry trailers', async () => {
    await given();
    world.add(
      'blue',
      'one',
      await httpBackend((incoming, outgoing) => {
        incoming.resume();
        incoming.on('end', () => {
          outgoing.write('x');
          outgoing.addTrailers({ 'X-Back': incoming.trailers['x-sum'] ?? 'none' });
          outgoing.end();
        });
      }),
    );
    const client = world.raw();
    client.send('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 42\r\n\r\n');
    expect(await client.receives(/\r\n\r\n.*\r\n\r\n$/s)).toContain('0\r\nX-Back: 42\r\n');
  });
});

describe('answers on their way to the client', () => {
  const ASK = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

  it.each([
    [
      'a length',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive\r\n\r\nhi',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi',
    ],
    [
      'chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n',
    ],
    ['no body at all', 'HTTP/1.1 204 No Content\r\n\r\n', 'HTTP/1.1 204 No Content\r\n\r\n'],
    [
      'not modified',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n',
    ],
    [
      'a status without words',
      'HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    ],
    [
      'early hints',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    ],
  ])('keep the connection with %s', async (_name, answer, expected) => {
    await given();
    await answering(answer);
    const client = world.raw();
    client.send(ASK);
    await client.receives(new RegExp(`${expected.slice(-4)}$`));
    client.send(ASK);
    await client.receives(new RegExp(`^(.*HTTP/1\\.1 [23].*){2}${expected.slice(-4)}$`, 's'));
    expect(client.received()).toBe(expected + expected);
  });

  it('get chunks when the target ends them by closing', async () => {
    await given();
    await answering('HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nhello', true);
    const client = world.raw();
    client.send(ASK);
    expect(await client.receives(/\r\n0\r\n\r\n$/)).toBe(
      'HTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    );
  });

  it('lose their chunks for an HTTP/1.0 client', async () => {
    await given();
    await answering(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nX-Sum: 1\r\n\r\n',
    );
    const client = world.raw();
    client.send('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    expect(await client.closed()).toBe('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello');
  });

  it('keep the connection of an HTTP/1.0 client that asks for it', async () => {
    await given();
    await answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    const client = world.raw();
    client.send('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    expect(await client.receives(/hi$/)).toContain('Connection: keep-alive\r\n');
    client.send('GET / HTTP/1.0\r\n\r\n');
    expect((await client.closed()).match(/hi/g)).toHaveLength(2);
  });

  it('to HEAD have the headers of the body that does not come', async () => {
    await given();
    await answering('HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n');
    expect(await world.get('/', { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '5000' },
    });
  });

  it('never let bytes after an answer become the next one', async () => {
    await given();
    const backend = await headBackend((socket, _head, count) => {
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${count}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`,
      );
    });
    world.add('blue', 'one', backend);
    expect((await world.get('/')).body).toBe('1');
    expect((await world.get('/')).body).toBe('2');
    expect(backend.connections()).toBe(2);
  });

  it('without a body end a connection on which one was announced', async () => {
    await given();
    const backend = await headBackend((socket, _head, count) => {
      const lines = count === 1 ? '204 No Content\r\nTransfer-Encoding: chunked' : '200 OK\r\nContent-Length: 0';
      socket.write(`HTTP/1.1 ${lines}\r\n\r\n`);
    });
    world.add('blue', 'one', backend);
    expect((await world.get('/')).status).toBe(204);
    expect((await world.get('/')).status).toBe(200);
    expect(backend.connections()).toBe(2);
  });

  it('close the connection when it is old enough', async () => {
    await given({ balancer: { clientKeepAliveMs: 0 } });
    await answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    const client = world.raw();
    client.send(ASK);
    expect(await client.closed()).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi');
  });
});
