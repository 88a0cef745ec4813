import type { OperationDefinition } from '../../service.js';
import { findUser, userResources, type IamFacts } from '../facts.js';
import { iamPage } from '../iam-page.js';

export function listUserPolicies(facts: IamFacts): OperationDefinition {
  return {
    action: 'iam:ListUserPolicies',
    resources: userResources(facts),
    handle(input, call) {
      const { items, rest } = iamPage(Object.keys(findUser(facts, input, call).inline), input);
      return { PolicyNames: items, ...rest };
    },
  };
}
