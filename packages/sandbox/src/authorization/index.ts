/**
 * IAM's judgement, pure: policy documents in, a verdict out (contract E).
 *
 * Known gaps: calls that come in through the endpoint are judged, and what the CodeDeploy and CloudWatch agents do on
 * hosts that have a role; not what services do for a caller or for themselves (such as CloudFormation's calls), nor the log
 * lines of hosts, since there is no CloudWatch Logs; resource policies other than trust policies, service control policies and access analyser findings are not
 * judged; a `*` in an ARN's pattern crosses `/` and `:` everywhere.
 */
export { createAuthorizer, type Authorizer, type Denial, type IamMode, type Verdict } from './authorizer.js';
export { createHostCalls, type HostCalls } from './host-calls.js';
export { readByHosts, sentByHosts } from './host-software.js';
export { denialError } from './denial-error.js';
export { judgeIdentity, type IdentityPolicies, type Judgement } from './judge-identity.js';
export { judgeTrust, type Asker, type Trust } from './judge-trust.js';
export { parsePolicy, type PolicyUse } from './parse-policy.js';
export { MalformedPolicy } from './parse-values.js';
export type { Policy } from './policy.js';
export { lookupOf, type AccessRequest, type ContextLookup } from './request.js';
export { taggingDemand } from './tagging-demand.js';
