/**
 * STS: who calls, and sessions of roles. A role's trust policy is judged always, whether or not other policies are enforced.
 *
 * Known gaps: session policies by ARN, session tags, source identity, external ids other than as a condition key, SAML and
 * federation tokens; identity tokens are those of the sandbox's own issuer, which stands for every other.
 */
import type { Authorizer } from '../../authorization/index.js';
import type { SandboxClock } from '../../clock.js';
import type { CredentialBook } from '../../signature/credentials.js';
import type { Identities } from '../iam/index.js';
import type { RpcService } from '../service.js';
import type { OidcIssuer } from './oidc-issuer.js';
import { assumeRole } from './operations/assume-role.js';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.js';
import { getCallerIdentity } from './operations/get-caller-identity.js';

export { createOidcIssuer, type OidcIssuer, type TokenRequest } from './oidc-issuer.js';

export interface StsOptions {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: string;
  readonly credentials: CredentialBook;
  readonly identities: Pick<Identities, 'role' | 'oidcProvider'>;
  readonly issuer: Pick<OidcIssuer, 'verify'>;
  /** Judges what a caller's own policies say; without it they are not asked. */
  readonly authorizer?: Authorizer;
}

export function createSts(options: StsOptions): { readonly service: RpcService } {
  return {
    service: {
      kind: 'rpc',
      name: 'sts',
      query: { version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/', flavour: 'aws' },
      operations: {
        GetCallerIdentity: getCallerIdentity(options),
        AssumeRole: assumeRole(options),
        AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity(options),
      },
    },
  };
}
