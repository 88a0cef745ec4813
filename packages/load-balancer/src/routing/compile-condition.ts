import { BlockList, isIPv6 } from 'node:net';
import { valuesOf } from '../http/fields.js';
import type { RequestHead } from '../http/request-head.js';
import type { Condition } from '../types.js';
import { compileWildcard } from './wildcard.js';

export type Test = (head: RequestHead, clientAddress: string) => boolean;
type TextTest = (text: string) => boolean;

/** One condition as a test; its values are alternatives (contract B8). */
export function compileCondition(condition: Condition): Test {
  switch (condition.kind) {
    case 'host': {
      const test = anyOf(condition.values, true);
      return (head) => test((head.host ?? '').replace(/:\d*$/, ''));
    }
    case 'path': {
      const test = anyOf(condition.values, false);
      return (head) => test(head.path);
    }
    case 'method': {
      const methods = new Set(condition.values);
      return (head) => methods.has(head.method);
    }
    case 'header':
      return compileHeader(condition.name.toLowerCase(), anyOf(condition.values, true));
    case 'query':
      return compileQuery(condition.pairs);
    case 'source-ip':
      return compileSource(condition.cidrs);
  }
}

function anyOf(patterns: readonly string[], ignoreCase: boolean): TextTest {
  const tests = patterns.map((pattern) => compileWildcard(pattern, { ignoreCase, escapes: false }));
  return (text) => tests.some((test) => test(text));
}

function compileHeader(name: string, test: TextTest): Test {
  return (head) => valuesOf(head.received, name).some(test);
}

function compileQuery(pairs: readonly { readonly key?: string; readonly value: string }[]): Test {
  const options = { ignoreCase: true, escapes: true };
  const tests = pairs.map((pair) => ({
    key: pair.key === undefined ? null : compileWildcard(pair.key, options),
    value: compileWildcard(pair.value, options),
  }));
  return (head) => {
    if (head.query === '') return false;
    return head.query.split('&').some((parameter) => {
      const mark = parameter.indexOf('=');
      const key = mark === -1 ? parameter : parameter.slice(0, mark);
      const value = mark === -1 ? '' : parameter.slice(mark + 1);
      return tests.some((test) => (test.key === null || test.key(key)) && test.value(value));
    });
  };
}

function compileSource(cidrs: readonly string[]): Test {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return (_head, clientAddress) => list.check(clientAddress, isIPv6(clientAddress) ? 'ipv6' : 'ipv4');
}
