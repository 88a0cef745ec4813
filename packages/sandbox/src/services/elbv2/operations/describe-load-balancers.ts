import { AwsError } from '../../service.js';
import type { Operation } from '../context.js';
import { validationError } from '../errors.js';
import { texts } from '../input.js';
import { loadBalancer } from '../lookup.js';
import { paginate } from '../pagination.js';
import { loadBalancerShape } from '../shapes.js';

export const describeLoadBalancers: Operation<{
  LoadBalancers: ReturnType<typeof loadBalancerShape>[];
  NextMarker: string | undefined;
}> = {
  handle(elb, input) {
    const arns = texts(input, 'LoadBalancerArns');
    const names = texts(input, 'Names');
    if (arns && names) throw validationError('Load balancer names and load balancer ARNs cannot both be specified');
    const all = [...elb.state.loadBalancers.values()];
    const missing = names?.filter((name) => !all.some((record) => record.name === name)) ?? [];
    if (missing.length > 0) {
      throw new AwsError('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
    }
    const found = arns
      ? arns.map((arn) => loadBalancer(elb, arn))
      : all.filter((record) => !names || names.includes(record.name));
    const { page, nextMarker } = paginate(input, found, (record) => record.arn);
    return { LoadBalancers: page.map((record) => loadBalancerShape(elb, record, 'active')), NextMarker: nextMarker };
  },
};
