import { resourceMember, type Operation } from '../context.js';
import { parseHealthCheck } from '../health-check.js';
import { namedTargetGroup } from '../lookup.js';
import { targetGroupShape } from '../shapes.js';

/** Health check settings; the rest of a target group cannot be changed. */
export const modifyTargetGroup: Operation<{ TargetGroups: ReturnType<typeof targetGroupShape>[] }> = {
  resources: resourceMember('TargetGroupArn'),
  handle(elb, input) {
    const before = namedTargetGroup(elb, input);
    const after = { ...before, healthCheck: parseHealthCheck(input, before.healthCheck) };
    elb.state.targetGroups.set(after.arn, after);
    elb.mirror.groupChanged(after);
    return { TargetGroups: [targetGroupShape(elb, after)] };
  },
};
