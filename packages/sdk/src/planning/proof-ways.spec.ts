import type { ListenerSnapshot, Route, RuleCondition } from '../domain/environment.js';
import { productionUrlsOf, waysToProve } from './proof-ways.js';

const config = {
  productionUrl: 'http://shop.example.test',
  paths: { version: '/version', health: '/health', deepHealth: '/health/deep' },
};

function listener(arn: string, port: number, rules: Record<string, RuleCondition[]> = {}): ListenerSnapshot {
  const protocol = port === 443 ? 'https' : 'http';
  return { arn, port, protocol, rules: Object.entries(rules).map(([rule, conditions]) => ({ arn: rule, conditions })) };
}
const byDefault = (arn: string): Route => ({ kind: 'listener', arn, listenerArn: arn, actions: [] });
const byRule = (arn: string, listenerArn: string): Route => ({ kind: 'rule', arn, listenerArn, actions: [] });
const path = (...values: string[]): RuleCondition => ({ kind: 'path', values });
const host = (...values: string[]): RuleCondition => ({ kind: 'host', values });

describe('productionUrlsOf', () => {
  it.each<[string, string, ListenerSnapshot[], string[]]>([
    ['one listener', 'http://shop.example.test', [listener('a', 80)], ['http://shop.example.test']],
    [
      'two listeners, on one host',
      'http://shop.example.test',
      [listener('a', 443), listener('b', 80)],
      ['https://shop.example.test', 'http://shop.example.test'],
    ],
    [
      'an unusual port',
      'http://127.0.0.1:8000',
      [listener('a', 8000), listener('b', 8001)],
      ['http://127.0.0.1:8000', 'http://127.0.0.1:8001'],
    ],
    // Something before the load balancer translates ports; the others cannot be known.
    [
      'no listener on the port of clients',
      'https://cdn.example.test',
      [listener('a', 80), listener('b', 81)],
      ['https://cdn.example.test'],
    ],
    [
      'a bare name, and a listener on the port of HTTPS',
      'http://shop.example.test',
      [listener('a', 443)],
      ['https://shop.example.test'],
    ],
    ['no listener at all', 'http://shop.example.test', [], ['http://shop.example.test']],
  ])('gives each its address: %s', (_name, productionUrl, listeners, urls) => {
    expect(productionUrlsOf({ routes: [], listeners }, { ...config, productionUrl })).toEqual(urls);
  });
});

describe('waysToProve', () => {
  it('asks through each listener whose route moved, and through no other', () => {
    const seen = { routes: [byDefault('a'), byDefault('b')], listeners: [listener('a', 80), listener('b', 443)] };
    expect(waysToProve(seen, config, ['a', 'b'])).toEqual({
      ways: [
        { routeArn: 'a', url: 'http://shop.example.test', headers: {}, derived: false },
        { routeArn: 'b', url: 'https://shop.example.test', headers: {}, derived: true },
      ],
      readBackOnly: [],
    });
    expect(waysToProve(seen, config, ['b']).ways.map((way) => way.routeArn)).toEqual(['b']);
  });

  it.each<[string, Record<string, RuleCondition[]>, object | null]>([
    ['every path', { r: [path('/*')] }, {}],
    ['the path of the version, among others', { r: [path('/api/*', '/ver?ion')] }, {}],
    ['another path', { r: [path('/api/*')] }, null],
    ['the same path in capitals', { r: [path('/VERSION')] }, null],
    ['the host of clients', { r: [host('SHOP.example.test')] }, {}],
    ['another host', { r: [host('api.example.test')] }, { host: 'api.example.test' }],
    ['any host of a domain that is not clients’', { r: [host('*.example.org')] }, null],
    ['another host and another path', { r: [host('api.example.test'), path('/api/*')] }, null],
    ['GET and HEAD', { r: [{ kind: 'method', values: ['GET', 'HEAD'] }] }, {}],
    ['POST', { r: [{ kind: 'method', values: ['POST'] }] }, null],
    ['a header', { r: [{ kind: 'header', values: ['beta'] }] }, null],
    ['a query', { r: [{ kind: 'query', values: ['beta'] }] }, null],
    ['the address of the client', { r: [{ kind: 'other', values: [] }] }, null],
    ['every path, after a rule that takes it', { first: [path('/version')], r: [path('/*')] }, null],
    ['every path, after a rule that may take it', { first: [{ kind: 'other', values: [] }], r: [path('/*')] }, null],
    ['every path, after a rule that does not', { first: [path('/api/*')], r: [path('/*')] }, {}],
    ['every path, before a rule that would take it', { r: [path('/*')], later: [path('/version')] }, {}],
  ])('asks a rule for %s', (_name, rules, headers) => {
    const seen = { routes: [byRule('r', 'a')], listeners: [listener('a', 80, rules)] };
    const { ways, readBackOnly } = waysToProve(seen, config, ['r']);
    expect(readBackOnly).toEqual(headers === null ? ['r'] : []);
    // Somebody is asked in any case: the address that clients use.
    expect(ways).toEqual([
      { routeArn: headers === null ? '' : 'r', url: config.productionUrl, headers: headers ?? {}, derived: false },
    ]);
  });

  it.each<[string, Record<string, RuleCondition[]>, boolean]>([
    ['a rule takes the version', { other: [path('/version')] }, false],
    ['a rule takes other paths', { other: [path('/api/*')] }, true],
    ['colour rules ask for a header', { other: [{ kind: 'header', values: ['blue'] }] }, true],
  ])('does not count on a default action where %s', (_name, rules, proven) => {
    const seen = { routes: [byDefault('a')], listeners: [listener('a', 80, rules)] };
    expect(waysToProve(seen, config, ['a']).readBackOnly).toEqual(proven ? [] : ['a']);
  });
});
