import type { Action, Condition, Routing } from '@bluegreen/load-balancer';
import type { ActionRecord, ConditionRecord, ListenerRecord, RuleRecord } from '../state.js';

/** A listener and its rules in the data plane's words. Pure. Pool ids are target group ARNs. */
export function routingOf(listener: ListenerRecord, rules: readonly RuleRecord[]): Routing {
  return {
    rules: rules.map((rule) => ({
      id: rule.arn,
      priority: rule.priority,
      conditions: rule.conditions.map(conditionOf),
      action: actionOf(rule.action),
    })),
    defaultAction: actionOf(listener.defaultAction),
  };
}

export function poolsOf(routing: Routing): ReadonlySet<string> {
  const actions = [routing.defaultAction, ...routing.rules.map((rule) => rule.action)];
  return new Set(
    actions.flatMap((action) => (action.kind === 'forward' ? action.pools.map((pool) => pool.poolId) : [])),
  );
}

/**
 * The routing plus a reference to pools that it does not use itself, by a rule that no request matches (a path is never
 * empty). It keeps their health checks running while another routing that uses them is on its way.
 */
export function referencing(routing: Routing, pools: Iterable<string>): Routing {
  const own = poolsOf(routing);
  const further = [...pools].filter((pool) => !own.has(pool));
  if (further.length === 0) return routing;
  const rule = {
    id: 'propagation',
    priority: Number.MAX_SAFE_INTEGER,
    conditions: [{ kind: 'path' as const, values: [''] }],
    action: {
      kind: 'forward' as const,
      pools: further.map((poolId) => ({ poolId, weight: 0 })),
      stickySeconds: null,
    },
  };
  return { ...routing, rules: [...routing.rules, rule] };
}

function actionOf(action: ActionRecord): Action {
  switch (action.kind) {
    case 'forward':
      return {
        kind: 'forward',
        pools: action.groups.map((group) => ({ poolId: group.arn, weight: group.weight })),
        stickySeconds: action.stickiness.enabled ? action.stickiness.durationSeconds : null,
      };
    case 'redirect': {
      const { protocol, host, port, path, query } = action;
      return { kind: 'redirect', status: action.status === 'HTTP_301' ? 301 : 302, protocol, host, port, path, query };
    }
    case 'fixed-response':
      return {
        kind: 'fixed-response',
        status: Number(action.status),
        ...(action.contentType === null ? {} : { contentType: action.contentType }),
        ...(action.body === null ? {} : { body: action.body }),
      };
  }
}

const PLAIN_KINDS = {
  'host-header': 'host',
  'path-pattern': 'path',
  'http-request-method': 'method',
} as const;

function conditionOf(condition: ConditionRecord): Condition {
  switch (condition.field) {
    case 'source-ip':
      return { kind: 'source-ip', cidrs: condition.values };
    case 'http-header':
      return { kind: 'header', name: condition.name, values: condition.values };
    case 'query-string':
      return { kind: 'query', pairs: condition.pairs };
    case 'host-header':
    case 'path-pattern':
    case 'http-request-method':
      return { kind: PLAIN_KINDS[condition.field], values: condition.values };
  }
}
