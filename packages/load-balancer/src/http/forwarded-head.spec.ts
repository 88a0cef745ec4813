import { BALANCER } from '../testing/world.js';
import type { BalancerConfig } from '../types.js';
import { forwardedHead, hasTooManyAddresses, type ClientFacts } from './forwarded-head.js';
import { parseRequestHead, type RequestHead } from './request-head.js';

const CLIENT: ClientFacts = {
  address: '203.0.113.7',
  port: 4321,
  protocol: 'http',
  publicPort: 80,
  localAuthority: '127.0.0.1:9000',
};

function head(fields: string, version = 'HTTP/1.1'): RequestHead {
  const parsed = parseRequestHead(`GET / ${version}\r\n${fields}\r\n`, false);
  if (typeof parsed === 'number') throw new Error(`refused with ${parsed}`);
  return parsed;
}
function sent(fields: string, config: Partial<BalancerConfig> = {}, client: Partial<ClientFacts> = {}): string {
  return forwardedHead(head(fields), { ...BALANCER, ...config }, { ...CLIENT, ...client }, 0);
}

describe('forwardedHead', () => {
  it.each([
    ['append', {}, 'X-Forwarded-For: 1.1.1.1\r\n', 'X-Forwarded-For: 1.1.1.1, 203.0.113.7\r\n'],
    ['append to nothing', {}, '', 'X-Forwarded-For: 203.0.113.7\r\n'],
    ['append with the port', { forwardedForPort: true }, '', 'X-Forwarded-For: 203.0.113.7:4321\r\n'],
    [
      'preserve',
      { forwardedFor: 'preserve', forwardedForPort: true },
      'X-Forwarded-For: 1.1.1.1\r\n',
      'X-Forwarded-For: 1.1.1.1\r\n',
    ],
  ] as const)('can %s the client address', (_name, config, fields, expected) => {
    expect(sent(`Host: a\r\n${fields}`, config)).toContain(`\r\n${expected}`);
  });

  it.each([
    ['remove', 'X-Forwarded-For: 1.1.1.1\r\n'],
    ['preserve', ''],
  ] as const)('with %s and %j sends no address', (forwardedFor, fields) => {
    expect(sent(`Host: a\r\n${fields}`, { forwardedFor })).not.toContain('X-Forwarded-For');
  });

  it('writes the port of an IPv6 client after brackets', () => {
    expect(sent('Host: a\r\n', { forwardedForPort: true }, { address: '2001:db8::1' })).toContain(
      'X-Forwarded-For: [2001:db8::1]:4321\r\n',
    );
  });

  it('says its own protocol and port, whatever the client claims', () => {
    const text = sent('Host: a\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 1\r\n', {}, { publicPort: 8080 });
    expect(text.match(/^x-forwarded-(proto|port): .*$/gim)).toEqual([
      'X-Forwarded-Proto: http',
      'X-Forwarded-Port: 8080',
    ]);
  });

  it.each([
    ['a usual port', 'a.test', false, 80, 'a.test'],
    ['an unusual port', 'a.test', false, 8080, 'a.test:8080'],
    ['an unusual port, preserved', 'a.test', true, 8080, 'a.test'],
    ['a named port', 'a.test:99', false, 8080, 'a.test:99'],
  ])('passes the host on with %s', (_name, host, preserveHost, publicPort, expected) => {
    expect(sent(`Host: ${host}\r\n`, { preserveHost }, { publicPort })).toContain(`\r\nHost: ${expected}\r\n`);
  });

  it('names itself as the host for an HTTP/1.0 client that names none', () => {
    expect(forwardedHead(head('', 'HTTP/1.0'), BALANCER, CLIENT, 0)).toMatch(
      /^GET \/ HTTP\/1\.1\r\nHost: 127\.0\.0\.1:9000\r\n/,
    );
  });

  it('counts the addresses', () => {
    const list = (count: number): RequestHead =>
      head(`Host: a\r\nX-Forwarded-For: ${Array<string>(count).fill('10.0.0.1').join(', ')}\r\n`);
    expect([hasTooManyAddresses(list(30)), hasTooManyAddresses(list(31))]).toEqual([false, true]);
  });
});
