import type { WireInput } from '../service.js';
import { checkArn } from './arns.js';
import type { ElbContext } from './context.js';
import { listenerNotFound, loadBalancerNotFound, ruleNotFound, targetGroupsNotFound } from './errors.js';
import { requiredText } from './input.js';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './state.js';

/** The resource an input member names. @throws AwsError ValidationError when malformed, <kind>NotFound when missing */

export function namedLoadBalancer(elb: ElbContext, input: WireInput): LoadBalancerRecord {
  return loadBalancer(elb, requiredText(input, 'LoadBalancerArn'));
}

export function loadBalancer(elb: ElbContext, arn: string): LoadBalancerRecord {
  const record = elb.state.loadBalancers.get(checkArn(elb, arn, 'load balancer'));
  if (!record) throw loadBalancerNotFound();
  return record;
}

export function namedListener(elb: ElbContext, input: WireInput): ListenerRecord {
  return listener(elb, requiredText(input, 'ListenerArn'));
}

export function listener(elb: ElbContext, arn: string): ListenerRecord {
  const record = elb.state.listeners.get(checkArn(elb, arn, 'listener'));
  if (!record) throw listenerNotFound();
  return record;
}

export function namedTargetGroup(elb: ElbContext, input: WireInput): TargetGroupRecord {
  return targetGroup(elb, requiredText(input, 'TargetGroupArn'));
}

export function targetGroup(elb: ElbContext, arn: string): TargetGroupRecord {
  const record = elb.state.targetGroups.get(checkArn(elb, arn, 'target group'));
  if (!record) throw targetGroupsNotFound();
  return record;
}

/** A rule, or the listener whose default rule it is. */
export function rule(
  elb: ElbContext,
  arn: string,
): { readonly rule: RuleRecord } | { readonly defaultOf: ListenerRecord } {
  checkArn(elb, arn, 'listener rule');
  const record = elb.state.rules.get(arn);
  if (record) return { rule: record };
  const owner = [...elb.state.listeners.values()].find((candidate) => candidate.defaultRuleArn === arn);
  if (!owner) throw ruleNotFound();
  return { defaultOf: owner };
}
