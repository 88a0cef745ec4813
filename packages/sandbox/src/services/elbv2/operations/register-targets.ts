import { AwsError } from '../../service.js';
import { resourceMember, type Operation } from '../context.js';
import { validationError } from '../errors.js';
import { namedTargetGroup } from '../lookup.js';
import { addTargets } from '../registration.js';
import { parseTargets } from '../target-input.js';

/** All or none. Contract B2: an instance must be running. */
export const registerTargets: Operation<object> = {
  resources: resourceMember('TargetGroupArn'),
  handle(elb, input) {
    const group = namedTargetGroup(elb, input);
    const targets = parseTargets(input, group);
    if (!targets) throw validationError('At least one target must be specified');
    if (group.targetType === 'instance') {
      const idle = targets.filter((target) => elb.instances.state(target.id) !== 'running').map(({ id }) => `'${id}'`);
      if (idle.length > 0) {
        const message = `The following targets are not in a running state and cannot be registered: ${idle.join(', ')}`;
        throw new AwsError('InvalidTarget', message);
      }
    }
    addTargets(
      elb,
      group,
      targets.map((target) => ({ ...target, port: target.port ?? group.port })),
    );
    return {};
  },
};
