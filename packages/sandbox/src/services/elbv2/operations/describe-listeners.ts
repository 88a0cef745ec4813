import type { Operation } from '../context.js';
import { validationError } from '../errors.js';
import { text, texts } from '../input.js';
import { listener, loadBalancer } from '../lookup.js';
import { paginate } from '../pagination.js';
import { listenerShape } from '../shapes.js';
import { listenersOf } from '../state.js';

export const describeListeners: Operation<{
  Listeners: ReturnType<typeof listenerShape>[];
  NextMarker: string | undefined;
}> = {
  handle(elb, input) {
    const loadBalancerArn = text(input, 'LoadBalancerArn');
    const arns = texts(input, 'ListenerArns');
    if (loadBalancerArn === undefined && !arns) {
      throw validationError('You must specify either listener ARNs or a load balancer ARN');
    }
    if (loadBalancerArn !== undefined && arns) {
      throw validationError('A load balancer ARN and listener ARNs cannot both be specified');
    }
    const found = arns
      ? arns.map((arn) => listener(elb, arn))
      : listenersOf(elb.state, loadBalancer(elb, loadBalancerArn ?? '').arn);
    const { page, nextMarker } = paginate(input, found, (record) => record.arn);
    return { Listeners: page.map(listenerShape), NextMarker: nextMarker };
  },
};
