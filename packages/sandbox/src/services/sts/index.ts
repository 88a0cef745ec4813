import type { SandboxClock } from '../../clock.js';
import type { CredentialBook } from '../../signature/credentials.js';
import type { RpcService } from '../service.js';
import { assumeRole } from './operations/assume-role.js';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.js';
import { getCallerIdentity } from './operations/get-caller-identity.js';

export interface StsOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly credentials: CredentialBook;
  /** ARNs of the roles that exist; others cannot be assumed. */
  readonly roles: () => readonly string[];
}

/**
 * STS. Known gaps: a role's trust policy and a session policy are not judged (any signed caller may assume a role that
 * exists), and of a web identity token only form, expiry and audience presence are checked, not its signature.
 */
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
