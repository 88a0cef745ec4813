import { AwsError } from '../service.js';
import type { ElbContext } from './context.js';
import { groupsOf, groupsOfLoadBalancer, loadBalancerOf, type ActionRecord } from './state.js';

/**
 * A group belongs to one load balancer, a load balancer has a limited number of groups and targets (contract B9).
 * @throws AwsError TargetGroupAssociationLimit, TooManyUniqueTargetGroupsPerLoadBalancer, TooManyTargets
 */
export function checkAssociations(elb: ElbContext, loadBalancerArn: string, action: ActionRecord): void {
  const arns = groupsOf(action);
  const elsewhere = arns.filter((arn) => (loadBalancerOf(elb.state, arn) ?? loadBalancerArn) !== loadBalancerArn);
  if (elsewhere.length > 0) {
    const message = `The following target groups cannot be associated with more than one load balancer: ${elsewhere.join(', ')}`;
    throw new AwsError('TargetGroupAssociationLimit', message);
  }
  const all = new Set([...groupsOfLoadBalancer(elb.state, loadBalancerArn), ...arns]);
  const groupLimit = elb.quotas['target-groups-per-application-load-balancer'];
  if (all.size > groupLimit) {
    const message = `A load balancer can have at most '${groupLimit}' unique target groups`;
    throw new AwsError('TooManyUniqueTargetGroupsPerLoadBalancer', message);
  }
  checkTargetCount(elb, all);
}

/** @throws AwsError TooManyTargets when these groups hold more targets than one load balancer may have */
export function checkTargetCount(elb: ElbContext, groupArns: Iterable<string>): void {
  const limit = elb.quotas['targets-per-application-load-balancer'];
  let count = 0;
  for (const arn of groupArns) count += elb.state.targetGroups.get(arn)?.targets.length ?? 0;
  if (count > limit) throw new AwsError('TooManyTargets', `A load balancer can have at most '${limit}' targets`);
}
