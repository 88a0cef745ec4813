import { resourceMember, type ElbContext, type Operation } from '../context.js';
import { namedListener } from '../lookup.js';
import { rulesOf, type ListenerRecord } from '../state.js';

export const deleteListener: Operation<object> = {
  resources: resourceMember('ListenerArn'),
  async handle(elb, input) {
    await dropListener(elb, namedListener(elb, input));
    return {};
  },
};

/** With its rules and their tags. */
export async function dropListener(elb: ElbContext, listener: ListenerRecord): Promise<void> {
  for (const rule of rulesOf(elb.state, listener.arn)) {
    elb.state.rules.delete(rule.arn);
    elb.state.tags.delete(rule.arn);
  }
  elb.state.listeners.delete(listener.arn);
  elb.state.tags.delete(listener.arn);
  elb.state.tags.delete(listener.defaultRuleArn);
  await elb.mirror.listenerClosed(listener);
}
