import { resourceMember, type Operation } from '../context.js';
import { validationError } from '../errors.js';
import { namedTargetGroup } from '../lookup.js';
import { removeTargets } from '../registration.js';
import { parseTargets } from '../target-input.js';

/** Contract B2: a target that is not registered is no error. Without a port, every registration of the id ends. */
export const deregisterTargets: Operation<object> = {
  resources: resourceMember('TargetGroupArn'),
  handle(elb, input) {
    const group = namedTargetGroup(elb, input);
    const leaving = parseTargets(input, group);
    if (!leaving) throw validationError('At least one target must be specified');
    removeTargets(elb, group, (target) =>
      leaving.some(({ id, port }) => id === target.id && (port === undefined || port === target.port)),
    );
    return {};
  },
};
