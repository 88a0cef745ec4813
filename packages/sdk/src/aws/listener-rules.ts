import type { Listener, Rule, RuleCondition as Condition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ListenerSnapshot, RuleCondition } from '../domain/environment.js';

/** A listener and its rules by priority (contract B8); null for one that does not speak HTTP. */
export function listenerSnapshot(listener: Listener, rules: readonly Rule[]): ListenerSnapshot | null {
  const protocol = listener.Protocol?.toLowerCase();
  if (!listener.ListenerArn || listener.Port === undefined) return null;
  if (protocol !== 'http' && protocol !== 'https') return null;
  return {
    arn: listener.ListenerArn,
    port: listener.Port,
    protocol,
    rules: rules
      .filter((rule) => !rule.IsDefault)
      .sort((one, other) => Number(one.Priority) - Number(other.Priority))
      .map((rule) => ({ arn: rule.RuleArn ?? '', conditions: (rule.Conditions ?? []).map(fromCondition) })),
  };
}

const KINDS: Readonly<Record<string, RuleCondition['kind']>> = {
  'host-header': 'host',
  'path-pattern': 'path',
  'http-request-method': 'method',
  'http-header': 'header',
  'query-string': 'query',
};

/** A condition has two spellings on the wire: `Values`, and a member of its own kind. Both are shown for host and path. */
function fromCondition(condition: Condition): RuleCondition {
  const { HostHeaderConfig: host, PathPatternConfig: path, HttpRequestMethodConfig: method } = condition;
  const isExpression = (host?.RegexValues ?? path?.RegexValues ?? []).length > 0;
  const kind = (!isExpression && KINDS[condition.Field ?? '']) || 'other';
  return { kind, values: host?.Values ?? path?.Values ?? method?.Values ?? condition.Values ?? [] };
}
