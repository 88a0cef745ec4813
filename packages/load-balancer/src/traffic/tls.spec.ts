import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { httpBackend } from '../testing/backend.js';
import { ONE, TWO } from '../testing/certificates.js';
import { until } from '../testing/until.js';
import { webSocketEcho } from '../testing/web-socket-echo.js';
import { createWorld, namedBackend, POOL, routeTo, type World } from '../testing/world.js';
import type { TlsSettings } from '../types.js';

const MODERN = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' } as const;
const BOTH: TlsSettings = { ...MODERN, certificates: [ONE, TWO] };
const TRUSTED = { host: '127.0.0.1', ca: [ONE.certificate, TWO.certificate] };

let world: World;
let agent: Agent;
beforeEach(() => (agent = new Agent({ keepAlive: true, maxSockets: 1 })));
afterEach(async () => {
  agent.destroy();
  await world.close();
});

const given = async (tls = BOTH) => (world = await createWorld({ tls, publicPort: 443 }));

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly body?: Buffer;
}

/** Over one connection that stays, trusting the two certificates and nothing else. */
function ask({ path = '/', method = 'GET', body }: Sent = {}): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...TRUSTED, port: world.port, path, method, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A handshake alone. Rejects with the client's error. */
async function shake(options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connect({ ...TRUSTED, port: world.port, ...options });
  await once(socket, 'secureConnect');
  socket.destroy();
  return socket;
}

/** The first name of the certificate that a client sees who asks for `servername`. */
async function shownTo(servername: string): Promise<string | undefined> {
  const socket = connect({ ...TRUSTED, port: world.port, servername, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const shown = socket.getPeerX509Certificate()?.subject;
  socket.destroy();
  return shown;
}

const failures = () => world.plane.balancerMetrics()[0]?.tlsFailures;

describe('a listener that speaks TLS', () => {
  it('tells the target so, keeps the connection, and lets the weights change under it', async () => {
    await given();
    world.plane.putPool({ ...POOL, id: 'green' });
    world.add('blue', 'b', await namedBackend('blue'));
    world.add('green', 'g', await namedBackend('green'));
    const answer = async () => JSON.parse(String((await ask()).body)) as { name: string; raw: string[] };

    const first = await answer();
    expect(first.name).toBe('blue');
    expect(first.raw.join('\n')).toMatch(/X-Forwarded-Proto\nhttps\nX-Forwarded-Port\n443/);
    world.plane.setRouting('main', routeTo(['green', 1]));
    expect((await answer()).name).toBe('green');
    expect(world.plane.balancerMetrics()[0]).toMatchObject({ newConnections: 1, requests: 2, tlsFailures: 0 });
  });

  it('streams some MB both ways at once', async () => {
    await given();
    world.add('blue', 'echo', await httpBackend((incoming, outgoing) => void incoming.pipe(outgoing)));
    const body = randomBytes(8 * 1_048_576);
    const answer = await ask({ method: 'POST', body });
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(answer.body)).toBe(digest(body));
  });

  it('carries a WebSocket', async () => {
    await given();
    world.add('blue', 'one', await webSocketEcho());
    const socket = new WebSocket(`wss://127.0.0.1:${world.port}/`, { ca: TRUSTED.ca });
    await once(socket, 'open');
    const text = 'x'.repeat(1_000_000);
    socket.send(text);
    expect(String(((await once(socket, 'message')) as [Buffer])[0]) === text).toBe(true);
    socket.close(1000);
    expect(((await once(socket, 'close')) as [number])[0]).toBe(1000);
  });

  it.each([
    ['one.example.test', 'CN=one.example.test'],
    ['two.example.test', 'CN=two.example.test'],
    ['any.wild.example.test', 'CN=two.example.test'],
    ['unknown.example.test', 'CN=one.example.test'],
  ])('shows a client that asks for %s the certificate %s', async (servername, subject) => {
    await given();
    expect(await shownTo(servername)).toBe(subject);
  });

  it('shows other certificates from one moment on, to who connects anew', async () => {
    await given({ ...MODERN, certificates: [ONE] });
    expect(await shownTo('two.example.test')).toBe('CN=one.example.test');
    world.plane.setTls('main', { ...MODERN, certificates: [TWO] });
    expect(await shownTo('two.example.test')).toBe('CN=two.example.test');
    expect(await shownTo('')).toBe('CN=two.example.test');
  });

  it('offers HTTP/1.1 and none but its versions of TLS', async () => {
    await given({ certificates: [ONE], minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' });
    expect((await shake({ ALPNProtocols: ['h2', 'http/1.1'] })).alpnProtocol).toBe('http/1.1');
    await expect(shake({ maxVersion: 'TLSv1.2' })).rejects.toMatchObject({ code: expect.stringMatching(/SSL|TLS/) });
    await until(() => failures() === 1, 'the failure to be counted');
  });

  it('cuts off a client that speaks plain HTTP', async () => {
    await given();
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await client.closed()).not.toContain('HTTP/1.1');
    expect(failures()).toBe(1);
  });

  it('lets the idle and those in the middle of a handshake go when it closes', async () => {
    await given();
    world.add('blue', 'b', await namedBackend('blue'));
    await ask();
    const silent = world.raw();
    await once(silent.socket, 'connect');
    await until(() => world.plane.balancerMetrics()[0]?.clientConnections === 1, 'the idle connection');
    // The server hears of a connection in the order in which they came about: a third one proves the second is known.
    await shake({});
    await world.plane.closeListener('main');
    await silent.closed();
    await until(() => world.plane.balancerMetrics()[0]?.clientConnections === 0, 'the idle connection to go');
    await expect(shake({})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is not opened with a key that is not the certificate’s', async () => {
    const wrong = { ...MODERN, certificates: [{ ...ONE, privateKey: TWO.privateKey }] };
    world = await createWorld();
    const second = { id: 'wrong', balancerId: 'front', host: '127.0.0.1', port: 0, routing: routeTo(['blue', 1]) };
    await expect(world.plane.openListener({ ...second, tls: wrong })).rejects.toThrow(/key values mismatch/);
    await expect(world.plane.openListener({ ...second, tls: { ...MODERN, certificates: [] } })).rejects.toThrow(
      'needs a certificate',
    );
    expect(() => world.plane.setTls('main', BOTH)).toThrow('speaks plain HTTP');
  });
});
