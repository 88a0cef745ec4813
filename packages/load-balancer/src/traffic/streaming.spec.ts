import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { headBackend, httpBackend, rawBackend } from '../testing/backend.js';
import { until } from '../testing/until.js';
import { createWorld, type World } from '../testing/world.js';

const MEGABYTE = 1_048_576;
const SIZE = 8 * MEGABYTE;
let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
function pieces(bytes: Buffer, size = 10_007): Readable {
  let at = 0;
  return new Readable({
    read() {
      this.push(at < bytes.length ? bytes.subarray(at, (at += size)) : null);
    },
  });
}

describe('streaming', () => {
  it.each([
    ['a length', { 'Content-Length': String(SIZE) }],
    ['chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('passes some MB both ways at once, framed by %s', async (_name, headers) => {
    world.add(
      'blue',
      'echo',
      await httpBackend((incoming, outgoing) => {
        if (incoming.headers['content-length'] !== undefined)
          outgoing.setHeader('Content-Length', incoming.headers['content-length']);
        incoming.pipe(outgoing);
      }),
    );
    const bytes = randomBytes(SIZE);
    const received: Buffer[] = [];
    const over = new Promise<void>((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port: world.port, method: 'POST', headers, agent: false },
        (incoming) => {
          incoming.on('data', (chunk: Buffer) => received.push(chunk));
          incoming.on('end', resolve);
          incoming.on('error', reject);
        },
      );
      pipeline(pieces(bytes), outgoing).catch(reject);
    });
    await over;
    expect(digest(Buffer.concat(received))).toBe(digest(bytes));
  });

  it('makes a fast target wait for a slow client, without keeping the answer in memory', async () => {
    let accepted = 0;
    world.add(
      'blue',
      'fast',
      await headBackend((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${64 * MEGABYTE}\r\n\r\n`);
        const piece = Buffer.alloc(MEGABYTE, 'x');
        const push = (): void => {
          if (accepted < 64) socket.write(piece, () => (accepted++, push()));
        };
        push();
      }),
    );
    const client = world.raw();
    client.socket.pause();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await steady(() => accepted, 'the target to be held back');
    expect(accepted).toBeLessThan(40);
    let bytes = 0;
    client.socket.on('data', (chunk: string) => (bytes += chunk.length));
    client.socket.resume();
    await until(() => bytes > 64 * MEGABYTE, 'the rest to arrive', 20_000);
    expect(accepted).toBe(64);
  });

  it('makes a fast client wait for a slow target', async () => {
    let taken = 0;
    let resume = (): void => undefined;
    world.add(
      'blue',
      'slow',
      await rawBackend((socket) => {
        socket.once('data', () => {
          socket.pause();
          resume = () => socket.on('data', (chunk) => (taken += chunk.length)).resume();
        });
      }),
    );
    const client = world.raw();
    let sent = 0;
    const piece = 'x'.repeat(MEGABYTE);
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${64 * MEGABYTE}\r\n\r\n`);
    const push = (): void => {
      if (sent < 64) client.socket.write(piece, () => (sent++, push()));
    };
    push();
    await steady(() => sent, 'the client to be held back');
    expect(sent).toBeLessThan(40);
    resume();
    await until(() => taken >= 63 * MEGABYTE, 'the rest to arrive', 20_000);
  });

  it('stops reading from a client that sends requests but reads no answers', async () => {
    let served = 0;
    const body = 'x'.repeat(100_000);
    world.add(
      'blue',
      'one',
      await headBackend((socket) => {
        served++;
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      }),
    );
    const client = world.raw();
    client.socket.pause();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(500));
    await steady(() => served, 'the client to be held back');
    expect(served).toBeLessThan(400);
    let bytes = 0;
    client.socket.on('data', (chunk: string) => (bytes += chunk.length));
    client.socket.resume();
    await until(() => served === 500 && bytes > 500 * body.length, 'every answer', 20_000);
  });

  it('passes each piece on when it comes, as server-sent events need', async () => {
    let send: (text: string) => void = () => undefined;
    world.add(
      'blue',
      'events',
      await httpBackend((_incoming, outgoing) => {
        outgoing.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
        send = (text) => outgoing.write(text);
      }),
    );
    const client = world.raw();
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.receives(/\r\n\r\n/);
    send('data: 1\n\n');
    await client.receives(/data: 1/);
    send('data: 2\n\n');
    await client.receives(/data: 2/);
  });
});

/** Waits until the count has stood still for many turns of the loop. */
async function steady(count: () => number, what: string): Promise<void> {
  let last = -1;
  let turns = 0;
  await until(
    () => {
      turns = count() === last ? turns + 1 : 0;
      last = count();
      return last > 0 && turns > 100;
    },
    what,
    20_000,
  );
}
