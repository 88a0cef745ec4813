import { createHash } from 'node:crypto';
import { requiredText, wholeNumber } from '../../protocols/input-values.js';
import { AwsError, type WireInput } from '../service.js';
import type { StsOptions } from './index.js';

export interface SessionRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
}

/** @throws AwsError ValidationError for a bad session name or duration (contract A8) */
export function readSessionRequest(input: WireInput): SessionRequest {
  const roleArn = requiredText(input, 'RoleArn');
  const sessionName = requiredText(input, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    const text = `Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: 2 to 64 of letters, digits and _+=,.@-`;
    throw new AwsError('ValidationError', text);
  }
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) throw new AwsError('ValidationError', `${roleArn} is invalid`);
  return {
    roleArn,
    sessionName,
    durationSeconds: wholeNumber(input, 'DurationSeconds', { min: 900, max: 43_200, fallback: 3600 }),
  };
}

/** A working temporary pair, worded as both AssumeRole operations answer it. */
export function openSession(options: StsOptions, session: SessionRequest) {
  const roleName = session.roleArn.split('/').at(-1) ?? '';
  const arn = `arn:aws:sts::${options.account}:assumed-role/${roleName}/${session.sessionName}`;
  const assumedRoleId = `${roleId(session.roleArn)}:${session.sessionName}`;
  const expiresAt = options.clock.now() + session.durationSeconds * 1000;
  const issued = options.credentials.issue({ callerArn: arn, userId: assumedRoleId, expiresAt });
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: assumedRoleId, Arn: arn },
    PackedPolicySize: 0,
  };
}

/** Stable for a role, so that two sessions of one role show the same id before the colon. */
function roleId(roleArn: string): string {
  return `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase()}`;
}
