import { parseResponseHead } from './response-head.js';

function parse(lines: string): ReturnType<typeof parseResponseHead> {
  return parseResponseHead(`${lines.replaceAll('\n', '\r\n')}\r\n\r\n`);
}

describe('parseResponseHead', () => {
  it.each([
    [
      'HTTP/1.1 200 OK\nContent-Length: 3\nConnection: keep-alive\nKeep-Alive: timeout=5\nETag: "x"',
      { status: 200, reason: 'OK', contentLength: 3, keepAlive: true, fields: 'Content-Length: 3\r\nETag: "x"\r\n' },
    ],
    ['HTTP/1.1 200\nTransfer-Encoding: Chunked', { status: 200, reason: '', chunked: true, fields: '' }],
    [
      'HTTP/1.1 404 Not Here\nConnection: close, x-hop\nX-Hop: 1',
      { status: 404, reason: 'Not Here', keepAlive: false, fields: '' },
    ],
    [
      'HTTP/1.0 200 OK\nSet-Cookie: a=1\nSet-Cookie: b=2',
      { keepAlive: false, fields: 'Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n' },
    ],
    [
      'HTTP/1.1 101 Switching\nConnection: Upgrade\nUpgrade: websocket',
      { status: 101, upgrade: 'websocket', fields: '' },
    ],
  ])('reads %j', (lines, expected) => {
    expect(parse(lines)).toMatchObject(expected);
  });

  it.each([
    'HTTP/2 200 OK',
    'HTTP/1.1 20 OK',
    'HTTP/1.1 2x0 OK',
    'HTTP/1.1 999 OK',
    'ICY 200 OK',
    'HTTP/1.1 2000 OK',
    'HTTP/1.1 200 OK\nbroken',
    'HTTP/1.1 200 OK\nX : 1',
    'HTTP/1.1 200 OK\nContent-Length: 3\nContent-Length: 4',
    'HTTP/1.1 200 OK\nContent-Length: -1',
    'HTTP/1.1 200 OK\nContent-Length: 3\nTransfer-Encoding: chunked',
    'HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked',
    'HTTP/1.1 200 OK\nX: a\rb',
  ])('refuses %j', (lines) => {
    expect(parse(lines)).toBeNull();
  });
});
