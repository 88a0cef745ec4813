import type { OperationDefinition } from '../../service.js';
import { findPolicy, findUser, userResources, type IamFacts } from '../facts.js';
import { iamPage } from '../iam-page.js';

export function listAttachedUserPolicies(facts: IamFacts): OperationDefinition {
  return {
    action: 'iam:ListAttachedUserPolicies',
    resources: userResources(facts),
    handle(input, call) {
      const { items, rest } = iamPage(findUser(facts, input, call).attached, input);
      return {
        AttachedPolicies: items.map((arn) => ({ PolicyName: findPolicy(facts, arn).name, PolicyArn: arn })),
        ...rest,
      };
    },
  };
}
