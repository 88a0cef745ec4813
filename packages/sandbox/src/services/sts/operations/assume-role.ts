import { denialError, judgeTrust, lookupOf } from '../../../authorization/index.js';
import { optionalText } from '../../../protocols/input-values.js';
import type { Credential } from '../../../signature/credentials.js';
import { AwsError, type CallContext, type OperationDefinition } from '../../service.js';
import type { AssumableRole } from '../../iam/index.js';
import type { StsOptions } from '../index.js';
import { openSession, readSessionRequest, type SessionRequest } from '../session.js';

const ACTION = 'sts:AssumeRole';

/**
 * AssumeRole: the role's trust policy must name the caller, which is enough, or the caller's account, whose identity
 * policies must allow it then. AWS does not tell a missing role from a forbidden one.
 */
export function assumeRole(options: StsOptions): OperationDefinition {
  return {
    action: ACTION,
    resources: (input) => [optionalText(input, 'RoleArn') ?? '*'],
    judged: 'itself',
    handle(input, call) {
      const session = readSessionRequest(input);
      const caller = options.credentials.find(call.accessKeyId ?? '');
      const role = options.identities.role(session.roleArn);
      const externalId = optionalText(input, 'ExternalId');
      if (!caller || !role) throw refused(session, call, 'no resource-based policy allows the sts:AssumeRole action');
      const trust = trustIn(options, role, caller, session, externalId);
      if (trust !== 'self' && trust !== 'account') {
        throw refused(session, call, 'no resource-based policy allows the sts:AssumeRole action');
      }
      const denial = denialOf(options, caller, session, call);
      if (denial && (trust === 'account' || denial.reason === 'explicit-deny')) {
        throw denialError(denial, call.callerArn, 'query');
      }
      return openSession(options, role, session);
    },
  };
}

function trustIn(
  { account }: StsOptions,
  role: AssumableRole,
  { callerArn, principal }: Credential,
  session: SessionRequest,
  externalId: string | undefined,
) {
  const own = principal.kind === 'root' ? [] : [principal.arn];
  const context = lookupOf({
    'aws:PrincipalArn': own[0] ?? callerArn,
    'aws:PrincipalAccount': account,
    'aws:SecureTransport': 'true',
    'sts:RoleSessionName': session.sessionName,
    'sts:ExternalId': externalId,
  });
  const asker = { arns: [callerArn, ...own], account, federated: null };
  return judgeTrust(role.trust, asker, { action: ACTION, resource: role.arn, context });
}

/** What the caller's own policies have against it; undefined when nothing, or where they are not enforced. */
function denialOf({ authorizer, clock }: StsOptions, caller: Credential, session: SessionRequest, call: CallContext) {
  if (authorizer?.mode !== 'enforce') return undefined;
  const demands = [{ action: ACTION, resources: [session.roleArn] }];
  const facts = { credential: caller, demands, input: null, region: call.region, now: clock.now() };
  const verdict = authorizer.judge(facts);
  return verdict.allowed ? undefined : verdict;
}

function refused({ roleArn }: SessionRequest, { callerArn }: CallContext, why: string): AwsError {
  const text = `User: ${callerArn} is not authorized to perform: ${ACTION} on resource: ${roleArn} because ${why}`;
  return new AwsError('AccessDenied', text, 403);
}
