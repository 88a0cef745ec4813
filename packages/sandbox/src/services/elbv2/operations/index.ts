import type { Operation } from '../context.js';
import { addTags } from './add-tags.js';
import { createListener } from './create-listener.js';
import { createLoadBalancer } from './create-load-balancer.js';
import { createRule } from './create-rule.js';
import { createTargetGroup } from './create-target-group.js';
import { deleteListener } from './delete-listener.js';
import { deleteLoadBalancer } from './delete-load-balancer.js';
import { deleteRule } from './delete-rule.js';
import { deleteTargetGroup } from './delete-target-group.js';
import { deregisterTargets } from './deregister-targets.js';
import { describeAccountLimits } from './describe-account-limits.js';
import { describeListenerAttributes } from './describe-listener-attributes.js';
import { describeListeners } from './describe-listeners.js';
import { describeLoadBalancerAttributes } from './describe-load-balancer-attributes.js';
import { describeLoadBalancers } from './describe-load-balancers.js';
import { describeRules } from './describe-rules.js';
import { describeTags } from './describe-tags.js';
import { describeTargetGroupAttributes } from './describe-target-group-attributes.js';
import { describeTargetGroups } from './describe-target-groups.js';
import { describeTargetHealth } from './describe-target-health.js';
import {
  addListenerCertificates,
  describeListenerCertificates,
  removeListenerCertificates,
} from './listener-certificates.js';
import { modifyListenerAttributes } from './modify-listener-attributes.js';
import { modifyListener } from './modify-listener.js';
import { modifyLoadBalancerAttributes } from './modify-load-balancer-attributes.js';
import { modifyRule } from './modify-rule.js';
import { modifyTargetGroupAttributes } from './modify-target-group-attributes.js';
import { modifyTargetGroup } from './modify-target-group.js';
import { registerTargets } from './register-targets.js';
import { removeTags } from './remove-tags.js';
import { setRulePriorities } from './set-rule-priorities.js';
import { setSecurityGroups } from './set-security-groups.js';
import { setSubnets } from './set-subnets.js';

/** Every operation by its name on the wire (contract A5). */
export const OPERATIONS = {
  AddListenerCertificates: addListenerCertificates,
  AddTags: addTags,
  CreateListener: createListener,
  CreateLoadBalancer: createLoadBalancer,
  CreateRule: createRule,
  CreateTargetGroup: createTargetGroup,
  DeleteListener: deleteListener,
  DeleteLoadBalancer: deleteLoadBalancer,
  DeleteRule: deleteRule,
  DeleteTargetGroup: deleteTargetGroup,
  DeregisterTargets: deregisterTargets,
  DescribeAccountLimits: describeAccountLimits,
  DescribeListenerAttributes: describeListenerAttributes,
  DescribeListenerCertificates: describeListenerCertificates,
  DescribeListeners: describeListeners,
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes,
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeRules: describeRules,
  DescribeTags: describeTags,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
  ModifyListener: modifyListener,
  ModifyListenerAttributes: modifyListenerAttributes,
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes,
  ModifyRule: modifyRule,
  ModifyTargetGroup: modifyTargetGroup,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  RegisterTargets: registerTargets,
  RemoveListenerCertificates: removeListenerCertificates,
  RemoveTags: removeTags,
  SetRulePriorities: setRulePriorities,
  SetSecurityGroups: setSecurityGroups,
  SetSubnets: setSubnets,
} as const satisfies Record<string, Operation<object>>;
