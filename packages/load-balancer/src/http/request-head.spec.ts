import { parseRequestHead, type RequestHead } from './request-head.js';

function parse(lines: string, dropInvalid = false): RequestHead | number {
  return parseRequestHead(`${lines.replaceAll('\n', '\r\n')}\r\n\r\n`, dropInvalid);
}
function parsed(lines: string, dropInvalid = false): RequestHead {
  const head = parse(lines, dropInvalid);
  if (typeof head === 'number') throw new Error(`refused with ${head}`);
  return head;
}

describe('parseRequestHead', () => {
  it('splits the target and keeps end-to-end headers as they were', () => {
    expect(parsed('GET /a%20b?x=1?y HTTP/1.1\nHost: example.test\nX-One:  1 \nx-One: 2')).toMatchObject({
      method: 'GET',
      path: '/a%20b',
      query: 'x=1?y',
      host: 'example.test',
      keepAlive: true,
      contentLength: null,
      fields: 'X-One:  1 \r\nx-One: 2\r\n',
    });
  });

  it('takes hop-by-hop headers out, also those that Connection names, but never framing or identity', () => {
    const head = parsed(
      'GET / HTTP/1.1\nHost: a\nConnection: keep-alive, X-Hop, Cookie, Content-Length\nKeep-Alive: 5\nTE: trailers\nProxy-Connection: x\n' +
        'X-Hop: 1\nCookie: a=b\nContent-Length: 3\nProxy-Authorization: secret\nX-Stays: 1',
    );
    expect(head.fields).toBe('Cookie: a=b\r\nContent-Length: 3\r\nX-Stays: 1\r\n');
    expect(head.contentLength).toBe(3);
  });

  it('takes the authority of an absolute target as the host', () => {
    expect(parsed('GET http://real.test:81/p?q HTTP/1.1\nHost: other')).toMatchObject({
      host: 'real.test:81',
      target: '/p?q',
      path: '/p',
    });
    expect(parsed('GET http://real.test?q HTTP/1.1\nHost: other')).toMatchObject({ target: '/?q', path: '/' });
  });

  it.each([
    ['HTTP/1.1', '', true],
    ['HTTP/1.1', '\nConnection: close', false],
    ['HTTP/1.1', '\nConnection: foo, Close', false],
    ['HTTP/1.0', '', false],
    ['HTTP/1.0', '\nConnection: Keep-Alive', true],
  ])('%s with %j keeps the connection: %s', (version, extra, keepAlive) => {
    expect(parsed(`GET / ${version}\nHost: a${extra}`).keepAlive).toBe(keepAlive);
  });

  it.each([
    ['Connection: Upgrade\nUpgrade: websocket', 'websocket'],
    ['Connection: keep-alive, upgrade\nUpgrade: echo/1', 'echo/1'],
    ['Upgrade: websocket', null],
    ['Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: x', null],
  ])('%j asks to switch to %s', (fields, upgrade) => {
    expect(parsed(`GET / HTTP/1.1\nHost: a\n${fields}`).upgrade).toBe(upgrade);
  });

  it('drops names beyond letters, digits and hyphens only when told to', () => {
    const lines = 'GET / HTTP/1.1\nHost: a\nX_Under: 1\nX-Fine: 2';
    expect(parsed(lines).fields).toBe('X_Under: 1\r\nX-Fine: 2\r\n');
    expect(parsed(lines, true).fields).toBe('X-Fine: 2\r\n');
  });

  it.each([
    ['1.1', true],
    ['1.0', false],
  ])('HTTP/%s expects a 100: %s', (version, expected) => {
    expect(parsed(`POST / HTTP/${version}\nHost: a\nExpect: 100-continue`).expectContinue).toBe(expected);
  });

  it('joins what came in several lines', () => {
    expect(
      parsed('GET / HTTP/1.1\nHost: a\nX-Forwarded-For: 1.1.1.1\nX-Forwarded-For: 2.2.2.2\nCookie: a=1\nCookie: b=2'),
    ).toMatchObject({
      forwardedFor: '1.1.1.1, 2.2.2.2',
      cookie: 'a=1; b=2',
    });
  });

  it.each([
    ['no host', 'GET / HTTP/1.1', 400],
    ['two hosts', 'GET / HTTP/1.1\nHost: a\nHost: a', 400],
    ['a host with a path in it', 'GET / HTTP/1.1\nHost: a/b', 400],
    ['a space before the colon', 'GET / HTTP/1.1\nHost: a\nX : 1', 400],
    ['a folded line', 'GET / HTTP/1.1\nHost: a\nX: 1\n 2', 400],
    ['a line without a colon', 'GET / HTTP/1.1\nHost: a\nnothing', 400],
    ['an empty name', 'GET / HTTP/1.1\nHost: a\n: 1', 400],
    ['a bare carriage return', 'GET / HTTP/1.1\nHost: a\nX: 1\r2', 400],
    ['a zero byte', 'GET / HTTP/1.1\nHost: a\nX: 1\0', 400],
    ['a method that is no token', 'G(T / HTTP/1.1\nHost: a', 400],
    ['two spaces in the request line', 'GET  / HTTP/1.1\nHost: a', 400],
    ['a space in the target', 'GET /a b HTTP/1.1\nHost: a', 400],
    ['a target without a slash', 'GET a HTTP/1.1\nHost: a', 400],
    ['a user name in the target', 'GET http://user@real.test/x HTTP/1.1\nHost: a', 400],
    ['CONNECT', 'CONNECT a:443 HTTP/1.1\nHost: a', 400],
    ['no version', 'GET /\nHost: a', 400],
    ['a strange version', 'GET / HTTP/1.1x\nHost: a', 400],
    ['HTTP/2', 'PRI * HTTP/2.0\nHost: a', 505],
    ['HTTP/1.2', 'GET / HTTP/1.2\nHost: a', 505],
    ['two lengths that agree', 'POST / HTTP/1.1\nHost: a\nContent-Length: 3\nContent-Length: 3', 400],
    ['a list of lengths', 'POST / HTTP/1.1\nHost: a\nContent-Length: 3, 3', 400],
    ['a signed length', 'POST / HTTP/1.1\nHost: a\nContent-Length: +3', 400],
    ['an endless length', 'POST / HTTP/1.1\nHost: a\nContent-Length: 9999999999999999', 400],
    ['both framings', 'POST / HTTP/1.1\nHost: a\nContent-Length: 3\nTransfer-Encoding: chunked', 400],
    ['both framings, identity', 'POST / HTTP/1.1\nHost: a\nTransfer-Encoding: identity\nContent-Length: 3', 400],
    ['chunked twice', 'POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked', 400],
    ['chunked in HTTP/1.0', 'POST / HTTP/1.0\nHost: a\nTransfer-Encoding: chunked', 400],
    ['another encoding', 'POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip', 501],
    ['another encoding before chunked', 'POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip, chunked', 501],
    ['nearly chunked', 'POST / HTTP/1.1\nHost: a\nTransfer-Encoding: xchunked', 501],
    ['a target over 16 K', `GET /${'a'.repeat(16_384)} HTTP/1.1\nHost: a`, 414],
    ['a header over 16 K', `GET / HTTP/1.1\nHost: a\nX: ${'a'.repeat(16_384)}`, 400],
  ])('refuses %s', (_name, lines, status) => {
    expect(parse(lines)).toBe(status);
  });
});
