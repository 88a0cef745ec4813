import type { RpcService } from '../service.js';
import { getPolicy, getPolicyVersion } from './operations/get-policy.js';
import { getUser } from './operations/get-user.js';
import { getUserPolicy } from './operations/get-user-policy.js';
import { listAttachedUserPolicies } from './operations/list-attached-user-policies.js';
import { listUserPolicies } from './operations/list-user-policies.js';
import type { IamFacts } from './facts.js';

/** IAM, read only. Known gaps: no writes, no roles or groups, and policies are shown but not enforced. */
export function createIam(facts: IamFacts): { readonly service: RpcService } {
  return {
    service: {
      kind: 'rpc',
      name: 'iam',
      query: { version: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/', flavour: 'aws' },
      operations: {
        GetUser: getUser(facts),
        ListUserPolicies: listUserPolicies(facts),
        GetUserPolicy: getUserPolicy(facts),
        ListAttachedUserPolicies: listAttachedUserPolicies(facts),
        GetPolicy: getPolicy(facts),
        GetPolicyVersion: getPolicyVersion(facts),
      },
    },
  };
}
