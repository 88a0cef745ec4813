import { judgeTrust, lookupOf } from '../../../authorization/index.js';
import { optionalText, requiredText } from '../../../protocols/input-values.js';
import { AwsError, type OperationDefinition } from '../../service.js';
import type { StsOptions } from '../index.js';
import type { VerifiedToken } from '../oidc-issuer.js';
import { openSession, readSessionRequest, type SessionRequest } from '../session.js';

const ACTION = 'sts:AssumeRoleWithWebIdentity';

/**
 * AssumeRoleWithWebIdentity arrives unsigned: the token is the proof. Its signature, its issuer (which must be registered in
 * IAM), its audience and times are checked, then the role's trust policy with the issuer's `:sub` and `:aud`.
 */
export function assumeRoleWithWebIdentity(options: StsOptions): OperationDefinition {
  return {
    action: ACTION,
    resources: (input) => [optionalText(input, 'RoleArn') ?? '*'],
    judged: 'itself',
    async handle(input) {
      const session = readSessionRequest(input);
      // Clients send the token file as it is, with its trailing newline (contract A8).
      const token = await options.issuer.verify(requiredText(input, 'WebIdentityToken').trim());
      if (!token) {
        throw invalid('The ID Token provided is not a valid JWT, or was not signed by the key of its issuer.');
      }
      const provider = options.identities.oidcProvider(token.iss);
      if (!provider) throw invalid(`No OpenIDConnect provider found in your account for ${token.iss}`);
      const audience = token.aud.find((one) => provider.clientIds.includes(one));
      if (audience === undefined) throw invalid('Incorrect token audience');
      checkTimes(token, options.clock.now() / 1000);
      return {
        ...openSession(options, trustingRole(options, session, provider, { ...token, audience }), session),
        SubjectFromWebIdentityToken: token.sub,
        Provider: provider.arn,
        Audience: audience,
      };
    },
  };
}

function trustingRole(
  { identities }: StsOptions,
  session: SessionRequest,
  provider: { readonly arn: string; readonly url: string },
  { sub, audience }: VerifiedToken & { readonly audience: string },
) {
  const role = identities.role(session.roleArn);
  const context = lookupOf({
    [`${provider.url}:sub`]: sub,
    [`${provider.url}:aud`]: audience,
    'aws:FederatedProvider': provider.arn,
    'aws:SecureTransport': 'true',
    'sts:RoleSessionName': session.sessionName,
  });
  const asker = { arns: [], account: null, federated: provider.arn };
  const trust = role && judgeTrust(role.trust, asker, { action: ACTION, resource: role.arn, context });
  if (!role || trust !== 'self') throw new AwsError('AccessDenied', `Not authorized to perform ${ACTION}`, 403);
  return role;
}

/** @throws ExpiredTokenException, InvalidIdentityToken; all times in seconds since the epoch */
function checkTimes({ exp, notBefore }: VerifiedToken, now: number): void {
  if (exp <= now) {
    const [at, end] = [now, exp].map((seconds) => new Date(seconds * 1000).toISOString());
    const text = `Token expired: current date/time ${at} must be before the expiration date/time ${end}`;
    throw new AwsError('ExpiredTokenException', text);
  }
  // Clocks differ a little.
  if (notBefore > now + 300) throw invalid('The ID Token provided is not valid yet.');
}

function invalid(text: string): AwsError {
  return new AwsError('InvalidIdentityToken', text);
}
