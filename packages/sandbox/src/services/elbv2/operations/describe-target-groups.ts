import type { Operation } from '../context.js';
import { targetGroupsNotFound, validationError } from '../errors.js';
import { text, texts } from '../input.js';
import { loadBalancer, targetGroup } from '../lookup.js';
import { paginate } from '../pagination.js';
import { targetGroupShape } from '../shapes.js';
import { groupsOfLoadBalancer } from '../state.js';

export const describeTargetGroups: Operation<{
  TargetGroups: ReturnType<typeof targetGroupShape>[];
  NextMarker: string | undefined;
}> = {
  handle(elb, input) {
    const loadBalancerArn = text(input, 'LoadBalancerArn');
    const arns = texts(input, 'TargetGroupArns');
    const names = texts(input, 'Names');
    if ([loadBalancerArn, arns, names].filter((given) => given !== undefined).length > 1) {
      throw validationError(
        'Target group names, target group ARNs, and a load balancer ARN cannot be specified together',
      );
    }
    const all = [...elb.state.targetGroups.values()];
    if (names?.some((name) => !all.some((group) => group.name === name))) throw targetGroupsNotFound();
    const attached =
      loadBalancerArn === undefined
        ? undefined
        : groupsOfLoadBalancer(elb.state, loadBalancer(elb, loadBalancerArn).arn);
    const found = arns
      ? arns.map((arn) => targetGroup(elb, arn))
      : all.filter((group) => (!names || names.includes(group.name)) && (!attached || attached.has(group.arn)));
    const { page, nextMarker } = paginate(input, found, (group) => group.arn);
    return { TargetGroups: page.map((group) => targetGroupShape(elb, group)), NextMarker: nextMarker };
  },
};
