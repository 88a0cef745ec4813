import { asQuery, only, pick, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';

export const listenerRule: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  required: ['Actions', 'Conditions', 'Priority'],
  properties: ['Actions', 'Conditions', 'ListenerArn', 'Priority', 'Transforms'],
  replacedBy: ['ListenerArn'],
  attributes: ['RuleArn', 'IsDefault'],
  async create(properties, context) {
    const answer = await context.ask<{ Rules: { RuleArn: string }[] }>('elb', 'CreateRule', asQuery(properties));
    const { RuleArn } = only(answer.Rules);
    return { physicalId: RuleArn, attributes: { RuleArn, IsDefault: 'false' } };
  },
  async update({ physicalId, wanted, changed }, context) {
    if (changed.includes('Priority')) {
      const RulePriorities = [{ RuleArn: physicalId, ...pick(wanted, ['Priority']) }];
      await context.ask('elb', 'SetRulePriorities', asQuery({ RulePriorities }));
    }
    if (changed.some((name) => name !== 'Priority')) {
      const settings = pick(wanted, ['Actions', 'Conditions', 'Transforms']);
      await context.ask('elb', 'ModifyRule', asQuery({ RuleArn: physicalId, ...settings }));
    }
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('elb', 'DeleteRule', { RuleArn: physicalId }), ['RuleNotFound']),
};
