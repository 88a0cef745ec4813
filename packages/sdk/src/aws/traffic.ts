import type { Listener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { BlueGreenError } from '../domain/errors.js';
import type { Route } from '../domain/environment.js';
import type { Traffic } from '../domain/ports.js';
import { loadBalancerOf } from './arns.js';
import type { CallTable, Caller, Connection } from './connection.js';
import { listenerSnapshot } from './listener-rules.js';
import { allPages } from './pages.js';
import { fromActions, groupsOf, receiversOf, toActions } from './route-actions.js';
import { colorGroupsOf, testListenerOf } from './test-listener.js';

export const trafficCalls = {
  DescribeListeners: ['elasticloadbalancing:DescribeListeners'],
  DescribeRules: ['elasticloadbalancing:DescribeRules'],
  ModifyListener: ['elasticloadbalancing:ModifyListener'],
  ModifyRule: ['elasticloadbalancing:ModifyRule'],
} as const satisfies CallTable<'loadBalancing'>;

/** ELBv2 listeners and rules (contract B4, B8). Reading an environment with two listeners takes three calls. */
export function createTraffic(connection: Connection): Traffic {
  const call = connection.calls('loadBalancing', trafficCalls);

  return {
    async routes(listenerArns, wantedGroups) {
      const loadBalancers = [...new Set(listenerArns.map(loadBalancerOf))];
      const [all, productionRules] = await Promise.all([
        Promise.all(loadBalancers.map((arn) => listenersOf(call, arn))).then((lists) => lists.flat()),
        rulesOfEach(call, listenerArns),
      ]);
      const others = all.flatMap(({ ListenerArn: arn }) => (arn && !listenerArns.includes(arn) ? [arn] : []));
      const [otherRules, groupArns] = await Promise.all([rulesOfEach(call, others), wantedGroups]);
      const production = listenerArns.map((arn) => {
        const listener = all.find((candidate) => candidate.ListenerArn === arn);
        if (!listener) throw missingListener(arn);
        return { listener, rules: productionRules.get(arn) ?? [] };
      });
      const routes = production.flatMap(({ listener, rules }) => routesOf(listener, rules, groupArns));
      const listeners = production.flatMap(({ listener, rules }) => listenerSnapshot(listener, rules) ?? []);
      const rules = new Map([...otherRules, ...productionRules]);
      const test = testListenerOf(all, rules, groupArns);
      const strays = all
        .filter(({ ListenerArn: arn }) => arn && others.includes(arn))
        .flatMap((listener) => straysOf(listener, rules.get(listener.ListenerArn!) ?? [], groupArns));
      const { port: testListenerPort = null, protocol: testProtocol = null } = test ?? {};
      return { routes, listeners, strays, testListenerPort, testProtocol };
    },

    async read(route) {
      if (route.kind === 'listener') {
        const { Listeners } = await call('DescribeListeners', { ListenerArns: [route.arn] });
        return fromActions(Listeners?.[0]?.DefaultActions);
      }
      const { Rules } = await call('DescribeRules', { RuleArns: [route.arn] });
      return fromActions(Rules?.[0]?.Actions);
    },

    async write(route, actions) {
      if (route.kind === 'listener') {
        await call('ModifyListener', { ListenerArn: route.arn, DefaultActions: toActions(actions) });
      } else {
        await call('ModifyRule', { RuleArn: route.arn, Actions: toActions(actions) });
      }
    },
  };
}

type Call = Caller<'loadBalancing', typeof trafficCalls>;

function listenersOf(call: Call, LoadBalancerArn: string): Promise<Listener[]> {
  return allPages(
    (Marker) => call('DescribeListeners', { LoadBalancerArn, Marker }),
    (page) => page.Listeners,
    (page) => page.NextMarker,
  );
}

async function rulesOfEach(call: Call, listenerArns: readonly string[]): Promise<Map<string, Rule[]>> {
  const lists = await Promise.all(
    listenerArns.map((ListenerArn) =>
      allPages(
        (Marker) => call('DescribeRules', { ListenerArn, Marker }),
        (page) => page.Rules,
        (page) => page.NextMarker,
      ),
    ),
  );
  return new Map(listenerArns.map((arn, index) => [arn, lists[index] ?? []]));
}

/**
 * Where a listener decides about our groups. Its default action counts when it forwards to one of them, or when no rule
 * does: a listener that was named always has a route, and what it does is then for the reader to judge.
 */
function routesOf(listener: Listener, rules: readonly Rule[], groupArns: readonly string[]): Route[] {
  const ours = (actions: Route['actions']) => groupsOf(actions).some((arn) => groupArns.includes(arn));
  const { byDefault, byRule } = decisionsOf(listener, rules);
  const ourRules = byRule.filter((route) => ours(route.actions));
  return ourRules.length === 0 || ours(byDefault.actions) ? [byDefault, ...ourRules] : ourRules;
}

/** Where a listener that was not named sends traffic to our groups all the same. A group at weight 0 gets none. */
function straysOf(listener: Listener, rules: readonly Rule[], groupArns: readonly string[]): Route[] {
  const { byDefault, byRule } = decisionsOf(listener, rules);
  return [byDefault, ...byRule].filter((route) => receiversOf(route.actions).some((arn) => groupArns.includes(arn)));
}

/** A listener's default action and its rules; static colour rules decide nothing about production. */
function decisionsOf(listener: Listener, rules: readonly Rule[]): { byDefault: Route; byRule: Route[] } {
  const listenerArn = listener.ListenerArn!;
  return {
    byDefault: { kind: 'listener', arn: listenerArn, listenerArn, actions: fromActions(listener.DefaultActions) },
    byRule: rules
      .filter((rule) => !rule.IsDefault && colorGroupsOf(rule).length === 0)
      .map((rule) => ({ kind: 'rule', arn: rule.RuleArn!, listenerArn, actions: fromActions(rule.Actions) })),
  };
}

function missingListener(arn: string): BlueGreenError {
  return new BlueGreenError(
    'RESOURCE_MISSING',
    `The listener \`${arn}\` does not exist on its load balancer.`,
    'Correct the listener ARN (`bluegreen config explain listenerArns`); the stack output ListenerArn has it.',
  );
}
