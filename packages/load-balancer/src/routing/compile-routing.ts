import type { RequestHead } from '../http/request-head.js';
import type { Action, Routing } from '../types.js';
import { compileCondition, type Test } from './compile-condition.js';

/** A listener's routing, ready to be asked once a request. Immutable: a change makes a new one. */
export interface CompiledRouting {
  readonly actionFor: (head: RequestHead, clientAddress: string) => Action;
  /** Every pool that some action names, at any weight: named pools are health-checked (contract B2, B4). */
  readonly poolIds: ReadonlySet<string>;
}

interface CompiledRule {
  readonly tests: readonly Test[];
  readonly action: Action;
}

export function compileRouting(routing: Routing): CompiledRouting {
  const ordered = [...routing.rules].sort((one, other) => one.priority - other.priority);
  const rules: CompiledRule[] = ordered.map((rule) => ({
    tests: rule.conditions.map(compileCondition),
    action: rule.action,
  }));
  const { defaultAction } = routing;
  const actions = [...ordered.map((rule) => rule.action), defaultAction];
  return {
    actionFor(head, clientAddress) {
      for (const rule of rules) if (passes(rule.tests, head, clientAddress)) return rule.action;
      return defaultAction;
    },
    poolIds: new Set(
      actions.flatMap((action) => (action.kind === 'forward' ? action.pools.map((pool) => pool.poolId) : [])),
    ),
  };
}

function passes(tests: readonly Test[], head: RequestHead, clientAddress: string): boolean {
  for (const test of tests) if (!test(head, clientAddress)) return false;
  return true;
}
