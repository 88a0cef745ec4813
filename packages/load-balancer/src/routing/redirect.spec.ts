import { parseRequestHead } from '../http/request-head.js';
import { redirectAnswer } from './redirect.js';

function location(
  change: Partial<Parameters<typeof redirectAnswer>[0]>,
  { target = '/a/b?c=d', protocol = 'http' }: { target?: string; protocol?: 'http' | 'https' } = {},
): string {
  const head = parseRequestHead(`GET ${target} HTTP/1.1\r\nHost: shop.test:8080\r\n\r\n`, false);
  if (typeof head === 'number') throw new Error(`refused with ${head}`);
  const action = {
    kind: 'redirect',
    status: 301,
    protocol: '#{protocol}',
    host: '#{host}',
    port: '#{port}',
    path: '/#{path}',
    query: '#{query}',
    ...change,
  } as const;
  return redirectAnswer(action, head, { protocol, publicPort: 8080 }).fields;
}

describe('redirectAnswer', () => {
  it.each([
    [{ protocol: 'HTTPS', port: '443' }, 'https://shop.test:443/a/b?c=d'],
    [{ host: 'www.#{host}' }, 'http://www.shop.test:8080/a/b?c=d'],
    [{ path: '/new/#{path}', query: 'from=#{path}&#{query}' }, 'http://shop.test:8080/new/a/b?from=a/b&c=d'],
    [{ path: '/', query: '' }, 'http://shop.test:8080/'],
    [{ path: '/x\r\nSet-Cookie: a' }, 'http://shop.test:8080/xSet-Cookie: a?c=d'],
  ])('%j', (change, expected) => {
    expect(location(change)).toBe(`Location: ${expected}\r\n`);
  });

  it('keeps what the client speaks', () => {
    expect(location({}, { protocol: 'https' })).toBe('Location: https://shop.test:8080/a/b?c=d\r\n');
  });
});
