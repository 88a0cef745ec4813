import { resourceMember, type Operation } from '../context.js';
import { operationNotPermitted } from '../errors.js';
import { requiredText } from '../input.js';
import { listener, rule } from '../lookup.js';

export const deleteRule: Operation<object> = {
  resources: resourceMember('RuleArn'),
  handle(elb, input) {
    const found = rule(elb, requiredText(input, 'RuleArn'));
    if ('defaultOf' in found) {
      throw operationNotPermitted(`Default rule '${found.defaultOf.defaultRuleArn}' cannot be deleted`);
    }
    elb.state.rules.delete(found.rule.arn);
    elb.state.tags.delete(found.rule.arn);
    elb.mirror.routingChanged(listener(elb, found.rule.listenerArn));
    return {};
  },
};
