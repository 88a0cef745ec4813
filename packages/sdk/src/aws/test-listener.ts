import type { Listener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { COLORS } from '../domain/color.js';
import { COLOR_HEADER } from '../domain/names.js';
import { fromActions, groupsOf } from './route-actions.js';

/** Groups of a static colour rule: one whose conditions ask for the colour header; empty for any other rule. */
export function colorGroupsOf(rule: Rule): string[] {
  const isColorRule = rule.Conditions?.some(
    (condition) =>
      condition.HttpHeaderConfig?.HttpHeaderName?.toLowerCase() === COLOR_HEADER.toLowerCase() &&
      condition.HttpHeaderConfig.Values?.some((value) => COLORS.some((color) => color === value.toLowerCase())),
  );
  return isColorRule ? groupsOf(fromActions(rule.Actions)) : [];
}

/** The listener whose colour rules reach every group asked for; one that is not for production comes first. */
export function testListenerOf(
  listeners: readonly Listener[],
  rules: ReadonlyMap<string, readonly Rule[]>,
  groupArns: readonly string[],
): { port: number; protocol: 'http' | 'https' } | undefined {
  for (const [arn, rulesOfListener] of rules) {
    const reached = rulesOfListener.flatMap(colorGroupsOf);
    const listener = listeners.find((candidate) => candidate.ListenerArn === arn);
    const protocol = listener?.Protocol?.toLowerCase();
    if (!groupArns.every((group) => reached.includes(group)) || listener?.Port === undefined) continue;
    if (protocol === 'http' || protocol === 'https') return { port: listener.Port, protocol };
  }
  return undefined;
}
