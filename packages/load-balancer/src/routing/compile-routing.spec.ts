import { parseRequestHead, type RequestHead } from '../http/request-head.js';
import type { Action, Condition } from '../types.js';
import { compileRouting } from './compile-routing.js';

const HIT: Action = { kind: 'fixed-response', status: 200 };
const MISS: Action = { kind: 'fixed-response', status: 404 };

function request(target: string, fields = '', method = 'GET'): RequestHead {
  const head = parseRequestHead(
    `${method} ${target} HTTP/1.1\r\n${/^host:/im.test(fields) ? '' : 'Host: a.test\r\n'}${fields}\r\n`,
    false,
  );
  if (typeof head === 'number') throw new Error(`refused with ${head}`);
  return head;
}
function hits(conditions: readonly Condition[], head: RequestHead, address = '10.1.2.3'): boolean {
  return (
    compileRouting({ rules: [{ id: 'r', priority: 1, conditions, action: HIT }], defaultAction: MISS }).actionFor(
      head,
      address,
    ) === HIT
  );
}

describe('compileRouting', () => {
  it.each<[string, Condition, RequestHead, boolean]>([
    [
      'host, any case, any port',
      { kind: 'host', values: ['*.Example.test'] },
      request('/', 'Host: API.example.test:8080\r\n'),
      true,
    ],
    ['another host', { kind: 'host', values: ['*.example.test'] }, request('/', 'Host: example.org\r\n'), false],
    ['path, second value', { kind: 'path', values: ['/x', '/img/*'] }, request('/img/a.png'), true],
    ['path in another case', { kind: 'path', values: ['/img/*'] }, request('/IMG/a.png'), false],
    ['path without the query', { kind: 'path', values: ['/a'] }, request('/a?b=/c'), true],
    ['method', { kind: 'method', values: ['PUT', 'POST'] }, request('/', '', 'POST'), true],
    ['method in another case', { kind: 'method', values: ['POST'] }, request('/', '', 'post'), false],
    [
      'header, name and value in any case',
      { kind: 'header', name: 'X-Color', values: ['blue*'] },
      request('/', 'x-cOLOR: BLUE-1\r\n'),
      true,
    ],
    [
      'header, second line of two',
      { kind: 'header', name: 'X-Color', values: ['green'] },
      request('/', 'X-Color: blue\r\nX-Color: green\r\n'),
      true,
    ],
    ['header that is missing', { kind: 'header', name: 'X-Color', values: ['*'] }, request('/'), false],
    [
      'header whose name only begins so',
      { kind: 'header', name: 'X-Color', values: ['*'] },
      request('/', 'X-Colors: 1\r\n'),
      false,
    ],
    ['the Host header', { kind: 'header', name: 'Host', values: ['a.test'] }, request('/'), true],
    [
      'query key and value in any case',
      { kind: 'query', pairs: [{ key: 'Version', value: 'V?' }] },
      request('/?a=1&version=v2'),
      true,
    ],
    ['query value of any key', { kind: 'query', pairs: [{ value: 'yes' }] }, request('/?a=no&b=yes'), true],
    ['query with a literal star', { kind: 'query', pairs: [{ key: 'q', value: '\\*' }] }, request('/?q=x'), false],
    ['query that is missing', { kind: 'query', pairs: [{ key: 'q', value: '*' }] }, request('/'), false],
    ['source network', { kind: 'source-ip', cidrs: ['192.168.0.0/16', '10.0.0.0/8'] }, request('/'), true],
    ['another network', { kind: 'source-ip', cidrs: ['192.168.0.0/16'] }, request('/'), false],
    [
      'source network, not what the client claims',
      { kind: 'source-ip', cidrs: ['1.1.1.1/32'] },
      request('/', 'X-Forwarded-For: 1.1.1.1\r\n'),
      false,
    ],
  ])('%s', (_name, condition, head, expected) => {
    expect(hits([condition], head)).toBe(expected);
  });

  it('matches IPv6 sources', () => {
    expect(hits([{ kind: 'source-ip', cidrs: ['2001:db8::/32'] }], request('/'), '2001:db8::5')).toBe(true);
  });

  it('needs every condition', () => {
    const both: Condition[] = [
      { kind: 'path', values: ['/a'] },
      { kind: 'method', values: ['POST'] },
    ];
    expect([
      hits(both, request('/a', '', 'POST')),
      hits(both, request('/a')),
      hits(both, request('/b', '', 'POST')),
    ]).toEqual([true, false, false]);
  });

  it('takes the lowest priority first and names every pool, also at weight 0', () => {
    const forward = (poolId: string, weight: number): Action => ({
      kind: 'forward',
      pools: [{ poolId, weight }],
      stickySeconds: null,
    });
    const routing = compileRouting({
      rules: [
        { id: 'late', priority: 20, conditions: [], action: forward('late', 1) },
        { id: 'early', priority: 3, conditions: [], action: forward('early', 0) },
      ],
      defaultAction: forward('rest', 1),
    });
    expect(routing.actionFor(request('/'), '10.0.0.1')).toEqual(forward('early', 0));
    expect(routing.poolIds).toEqual(new Set(['early', 'late', 'rest']));
  });
});
