import { BlockList, isIP } from 'node:net';
import { expanded, fits, type Wording } from './patterns.js';
import type { ConditionOperator } from './policy.js';

/** Whether a value of the call agrees with one value of the policy. */
type Test = (actual: string, wanted: string, wording: Wording) => boolean;

const equal: Test = (actual, wanted, wording) => expanded(wanted, wording) === actual;
const equalIgnoringCase: Test = (actual, wanted, wording) =>
  expanded(wanted, wording)?.toLowerCase() === actual.toLowerCase();
const like: Test = (actual, wanted, wording) => fits(wanted, actual, wording);

/** The parts of an ARN are compared one by one, so that a wildcard in one does not reach into the next. */
const arnLike: Test = (actual, wanted, wording) => {
  const [have, want] = [arnParts(actual), arnParts(wanted)];
  return have.length === want.length && want.every((part, index) => fits(part, have[index] ?? '', wording));
};

function arnParts(arn: string): string[] {
  // Colons inside a variable such as ${aws:username} part nothing.
  const parts = arn.split(/:(?![^${]*\})/);
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const compared =
  (read: (text: string) => number, holds: (actual: number, wanted: number) => boolean): Test =>
  (actual, wanted) => {
    const [have, want] = [read(actual), read(wanted)];
    return !Number.isNaN(have) && !Number.isNaN(want) && holds(have, want);
  };

/** ISO 8601, or seconds since the epoch. */
const time = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const is = (a: number, b: number): boolean => a === b;
const below = (a: number, b: number): boolean => a < b;
const upTo = (a: number, b: number): boolean => a <= b;
const above = (a: number, b: number): boolean => a > b;
const from = (a: number, b: number): boolean => a >= b;

const inRange: Test = (actual, wanted) => {
  const [network = '', prefix] = wanted.split('/');
  const kind = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(network) === 0 || isIP(actual) === 0) return false;
  const bits = prefix === undefined ? (kind === 'ipv6' ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (kind === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return list.check(actual, isIP(actual) === 6 ? 'ipv6' : 'ipv4');
};

/** A negated operator holds when none of the policy's values agrees. `Null` asks about the key alone and has no test. */
export const TESTS: Readonly<
  Record<Exclude<ConditionOperator, 'Null'>, { readonly test: Test; readonly negated: boolean }>
> = {
  StringEquals: { test: equal, negated: false },
  StringNotEquals: { test: equal, negated: true },
  StringEqualsIgnoreCase: { test: equalIgnoringCase, negated: false },
  StringNotEqualsIgnoreCase: { test: equalIgnoringCase, negated: true },
  StringLike: { test: like, negated: false },
  StringNotLike: { test: like, negated: true },
  NumericEquals: { test: compared(Number, is), negated: false },
  NumericNotEquals: { test: compared(Number, is), negated: true },
  NumericLessThan: { test: compared(Number, below), negated: false },
  NumericLessThanEquals: { test: compared(Number, upTo), negated: false },
  NumericGreaterThan: { test: compared(Number, above), negated: false },
  NumericGreaterThanEquals: { test: compared(Number, from), negated: false },
  DateEquals: { test: compared(time, is), negated: false },
  DateNotEquals: { test: compared(time, is), negated: true },
  DateLessThan: { test: compared(time, below), negated: false },
  DateLessThanEquals: { test: compared(time, upTo), negated: false },
  DateGreaterThan: { test: compared(time, above), negated: false },
  DateGreaterThanEquals: { test: compared(time, from), negated: false },
  Bool: { test: equalIgnoringCase, negated: false },
  BinaryEquals: { test: equal, negated: false },
  IpAddress: { test: inRange, negated: false },
  NotIpAddress: { test: inRange, negated: true },
  ArnEquals: { test: arnLike, negated: false },
  ArnLike: { test: arnLike, negated: false },
  ArnNotEquals: { test: arnLike, negated: true },
  ArnNotLike: { test: arnLike, negated: true },
};
