import { parseActions } from '../actions.js';
import { checkAssociations } from '../associations.js';
import { parseConditions } from '../conditions.js';
import { resourceMember, type Operation } from '../context.js';
import { notInSandbox, operationNotPermitted } from '../errors.js';
import { requiredText, structures } from '../input.js';
import { listener, rule } from '../lookup.js';
import { ruleShape } from '../shapes.js';
import type { RuleRecord } from '../state.js';

/** Replaces the lists given, each as a whole (contract B8). The default rule is changed by ModifyListener only. */
export const modifyRule: Operation<{ Rules: ReturnType<typeof ruleShape>[] }> = {
  resources: resourceMember('RuleArn'),
  handle(elb, input) {
    const found = rule(elb, requiredText(input, 'RuleArn'));
    if ('defaultOf' in found) {
      throw operationNotPermitted(`Default rule '${found.defaultOf.defaultRuleArn}' cannot be modified`);
    }
    if (structures(input, 'Transforms')) throw notInSandbox('rule transforms');
    const before = found.rule;
    const owner = listener(elb, before.listenerArn);
    const after: RuleRecord = {
      ...before,
      conditions: structures(input, 'Conditions') ? parseConditions(input, elb.quotas) : before.conditions,
      action: structures(input, 'Actions') ? parseActions(elb, input, 'Actions') : before.action,
    };
    checkAssociations(elb, owner.loadBalancerArn, after.action);
    elb.state.rules.set(after.arn, after);
    elb.mirror.routingChanged(owner);
    return { Rules: [ruleShape(after)] };
  },
};
