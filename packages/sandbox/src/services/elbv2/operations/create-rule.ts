import { AwsError } from '../../service.js';
import { parseActions } from '../actions.js';
import { ruleArn } from '../arns.js';
import { checkAssociations } from '../associations.js';
import { parseConditions } from '../conditions.js';
import { resourceMember, type ElbContext, type Operation } from '../context.js';
import { notInSandbox, priorityInUse, validationError } from '../errors.js';
import { integer, structures } from '../input.js';
import { namedListener } from '../lookup.js';
import { ruleShape } from '../shapes.js';
import { listenersOf, rulesOf, type RuleRecord } from '../state.js';
import { addTags, parseTags } from '../tags.js';

export const createRule: Operation<{ Rules: ReturnType<typeof ruleShape>[] }> = {
  resources: resourceMember('ListenerArn'),
  handle(elb, input) {
    const listener = namedListener(elb, input);
    const priority = integer(input, 'Priority', 1, 50_000);
    if (priority === undefined) throw validationError('A rule priority must be specified');
    if (structures(input, 'Transforms')) throw notInSandbox('rule transforms');
    const conditions = parseConditions(input, elb.quotas);
    const action = parseActions(elb, input, 'Actions');
    const tags = parseTags(input);
    if (rulesOf(elb.state, listener.arn).some((rule) => rule.priority === priority)) throw priorityInUse(priority);
    checkQuota(elb, listener.loadBalancerArn);
    checkAssociations(elb, listener.loadBalancerArn, action);
    const rule: RuleRecord = { arn: ruleArn(listener.arn), listenerArn: listener.arn, priority, conditions, action };
    addTags(elb, rule.arn, tags);
    elb.state.rules.set(rule.arn, rule);
    elb.mirror.routingChanged(listener);
    return { Rules: [ruleShape(rule)] };
  },
};

function checkQuota(elb: ElbContext, loadBalancerArn: string): void {
  const limit = elb.quotas['rules-per-application-load-balancer'];
  const listeners = listenersOf(elb.state, loadBalancerArn);
  const count = listeners.reduce((sum, listener) => sum + rulesOf(elb.state, listener.arn).length, 0);
  if (count >= limit) throw new AwsError('TooManyRules', `A load balancer can have at most '${limit}' rules`);
}
