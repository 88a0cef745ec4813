import { requiredText } from '../../../protocols/input-values.js';
import { AwsError, type OperationDefinition } from '../../service.js';
import type { StsOptions } from '../index.js';
import { openSession, readSessionRequest } from '../session.js';

interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly exp: number;
}

/** Arrives unsigned: the token is the proof. */
export function assumeRoleWithWebIdentity(options: StsOptions): OperationDefinition {
  return {
    action: 'sts:AssumeRoleWithWebIdentity',
    resources: (input) => (typeof input['RoleArn'] === 'string' ? [input['RoleArn']] : ['*']),
    handle(input) {
      const session = readSessionRequest(input);
      // Clients send the token file as it is, with its trailing newline (contract A8).
      const claims = readToken(requiredText(input, 'WebIdentityToken').trim());
      if (claims.exp * 1000 <= options.clock.now()) {
        throw new AwsError(
          'ExpiredTokenException',
          'Token expired: current date/time must be before the expiration date/time',
        );
      }
      if (!options.roles().includes(session.roleArn)) {
        throw new AwsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
      }
      return {
        ...openSession(options, session),
        SubjectFromWebIdentityToken: claims.sub,
        Provider: claims.iss,
        Audience: claims.aud,
      };
    },
  };
}

function readToken(token: string): TokenClaims {
  const parts = token.split('.');
  const { iss, sub, exp, aud } = payloadOf(parts[1] ?? '');
  const audience: unknown = Array.isArray(aud) ? aud[0] : aud;
  if (
    parts.length !== 3 ||
    typeof iss !== 'string' ||
    typeof sub !== 'string' ||
    typeof exp !== 'number' ||
    typeof audience !== 'string'
  ) {
    throw new AwsError('InvalidIdentityToken', 'The ID Token provided is not a valid JWT with iss, sub, aud and exp.');
  }
  return { iss, sub, exp, aud: audience };
}

function payloadOf(part: string): Partial<Record<keyof TokenClaims, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
