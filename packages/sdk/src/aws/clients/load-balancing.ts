import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClientSettings } from '../client-settings.js';

export const commands = {
  DescribeListeners: DescribeListenersCommand,
  DescribeRules: DescribeRulesCommand,
  DescribeTargetGroups: DescribeTargetGroupsCommand,
  DescribeTargetHealth: DescribeTargetHealthCommand,
  ModifyListener: ModifyListenerCommand,
  ModifyRule: ModifyRuleCommand,
};

export const createClient = (settings: ClientSettings) => new ElasticLoadBalancingV2Client(settings);
