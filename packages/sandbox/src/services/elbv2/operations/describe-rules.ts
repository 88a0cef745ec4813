import type { Operation } from '../context.js';
import { validationError } from '../errors.js';
import { text, texts } from '../input.js';
import { listener, rule } from '../lookup.js';
import { paginate } from '../pagination.js';
import { defaultRuleShape, ruleShape } from '../shapes.js';
import { rulesOf } from '../state.js';

type RuleShape = ReturnType<typeof ruleShape> | ReturnType<typeof defaultRuleShape>;

/** Of a listener: by priority, the default rule last. */
export const describeRules: Operation<{ Rules: readonly RuleShape[]; NextMarker: string | undefined }> = {
  handle(elb, input) {
    const listenerArn = text(input, 'ListenerArn');
    const arns = texts(input, 'RuleArns');
    if (listenerArn === undefined && !arns) {
      throw validationError('You must specify either listener rule ARNs or a listener ARN');
    }
    if (listenerArn !== undefined && arns) {
      throw validationError('A listener ARN and listener rule ARNs cannot both be specified');
    }
    let found: readonly RuleShape[];
    if (arns) {
      found = arns.map((arn) => {
        const one = rule(elb, arn);
        return 'rule' in one ? ruleShape(one.rule) : defaultRuleShape(one.defaultOf);
      });
    } else {
      const owner = listener(elb, listenerArn ?? '');
      found = [...rulesOf(elb.state, owner.arn).map(ruleShape), defaultRuleShape(owner)];
    }
    const { page, nextMarker } = paginate(input, found, (shape) => shape.RuleArn);
    return { Rules: page, NextMarker: nextMarker };
  },
};
