import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { createHttpProbe } from './http-probe.js';

const probe = createHttpProbe();
const DEADLINE = { timeoutMs: 5_000 };
let server: Server | undefined;
let connections = 0;

async function serve(listener: RequestListener): Promise<string> {
  connections = 0;
  server = createServer(listener);
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

describe('createHttpProbe', () => {
  it('reports status and body, and sends the headers asked for', async () => {
    let seen: IncomingMessage | undefined;
    const url = await serve((request, response) => {
      seen = request;
      response.writeHead(503).end('no targets');
    });

    const answer = await probe.get(`${url}/version?x=1`, { ...DEADLINE, headers: { 'X-BlueGreen-Color': 'green' } });

    expect(answer).toEqual({ status: 503, body: 'no targets', failure: null, elapsedMs: expect.any(Number) });
    expect(seen?.url).toBe('/version?x=1');
    expect(seen?.headers['x-bluegreen-color']).toBe('green');
  });

  it('opens a fresh connection for each request', async () => {
    const url = await serve((_request, response) => response.end('ok'));
    for (let request = 0; request < 3; request += 1) await probe.get(url, DEADLINE);
    expect(connections).toBe(3);
  });

  it('keeps 64 KiB of a body that never ends', async () => {
    const url = await serve((_request, response) => {
      const more = () => {
        while (response.writable && response.write('x'.repeat(4096)));
        if (response.writable) response.once('drain', more);
      };
      more();
    });
    const answer = await probe.get(url, DEADLINE);
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveLength(64 * 1024);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['says nothing', () => undefined, /within 50 ms/],
    ['stops in the middle of the body', (_request, response) => void response.write('half'), /within 50 ms/],
    ['cuts the connection', (request) => void request.socket.destroy(), /reset|hang up/],
    [
      'cuts the connection in the middle of the body',
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('half', () => response.destroy());
      },
      /middle of the answer|reset|aborted/,
    ],
  ])('finds a failure when the server %s', async (_name, listener, failure) => {
    const url = await serve(listener);
    const answer = await probe.get(url, { timeoutMs: failure.test('within 50 ms') ? 50 : 5_000 });
    expect(answer).toMatchObject({ status: null, body: '', failure: expect.stringMatching(failure) });
  });

  it('finds a failure when nobody listens', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    expect(await probe.get(url, DEADLINE)).toMatchObject({ status: null, failure: 'The connection was refused.' });
  });

  it.each(['not a url', 'ftp://127.0.0.1/', 'http://'])('finds a failure in %s', async (url) => {
    expect(await probe.get(url, DEADLINE)).toMatchObject({ status: null, failure: expect.stringMatching(/\S/) });
  });

  it('rejects with the reason when aborted, before and during the request', async () => {
    const url = await serve(() => abort.abort(new Error('enough')));
    const abort = new AbortController();
    await expect(probe.get(url, { ...DEADLINE, signal: abort.signal })).rejects.toThrow('enough');
    await expect(probe.get(url, { ...DEADLINE, signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
  });

  it('asks an address under a certificate of another name only where that was allowed', async () => {
    server = https.createServer({ key: KEY, cert: CERTIFICATE }, (_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await probe.get(url, DEADLINE)).toMatchObject({
      status: null,
      failure: expect.stringMatching(/certificate/),
    });
    expect(await probe.get(url, { ...DEADLINE, anyCertificate: true })).toMatchObject({ status: 200, body: 'hello' });
  });
});

/** Made for this test alone, for the name lb.example.test; it opens nothing. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHgmSS1RZwVaeR37L
/0qRU35CB4kWlQW4UmVu41KMLBahRANCAATtVZKg7n7nDqKGGUHANEATs3Rez5do
LtQWPzH+YjIYYyU/OYufGTU1oCvr4adoVF2ewIUnxm6e+kGRNLgCIjj8
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBjDCCATGgAwIBAgIUaST7YbJZBpbX2wlGaWf8xo2h0QcwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbGIuZXhhbXBsZS50ZXN0MCAXDTI2MTEyMzIzMjE1M1oYDzIx
MjYxMDMwMjMyMTUzWjAaMRgwFgYDVQQDDA9sYi5leGFtcGxlLnRlc3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATtVZKg7n7nDqKGGUHANEATs3Rez5doLtQWPzH+
YjIYYyU/OYufGTU1oCvr4adoVF2ewIUnxm6e+kGRNLgCIjj8o1MwUTAdBgNVHQ4E
FgQUeD0O6xBoLcjowXRSysFS9egtIqIwHwYDVR0jBBgwFoAUeD0O6xBoLcjowXRS
ysFS9egtIqIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA2MKE
pfMUBwfWJQ+lntiHITZSiMvQjNmi8VYoMdQibzUCIQDxN6pHGtLpFUavD64Kjo/m
VSQQIijUL6l5XN6iTGvvLg==
-----END CERTIFICATE-----`;
