import { optionalText, requiredText, wholeNumber } from '../../protocols/input-values.js';
import { MalformedPolicy, parsePolicy } from '../../authorization/index.js';
import type { AssumableRole } from '../iam/index.js';
import { AwsError, type WireInput } from '../service.js';
import type { StsOptions } from './index.js';

export interface SessionRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** Documents that narrow the session down. */
  readonly policies: readonly string[];
}

const LONGEST_POLICY = 2_048;

/** @throws AwsError ValidationError, MalformedPolicyDocument, PackedPolicyTooLarge (contract A8) */
export function readSessionRequest(input: WireInput): SessionRequest {
  const roleArn = requiredText(input, 'RoleArn');
  const sessionName = requiredText(input, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    const text = `Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: 2 to 64 of letters, digits and _+=,.@-`;
    throw new AwsError('ValidationError', text);
  }
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) throw new AwsError('ValidationError', `${roleArn} is invalid`);
  if (input['PolicyArns'] !== undefined && input['PolicyArns'] !== '') {
    throw new AwsError(
      'ValidationError',
      "The sandbox's STS takes a session policy as Policy only, not as PolicyArns.",
    );
  }
  return {
    roleArn,
    sessionName,
    durationSeconds: wholeNumber(input, 'DurationSeconds', { min: 900, max: 43_200, fallback: 3600 }),
    policies: readPolicy(optionalText(input, 'Policy')),
  };
}

function readPolicy(text: string | undefined): string[] {
  if (text === undefined) return [];
  if (text.length > LONGEST_POLICY) {
    throw new AwsError('PackedPolicyTooLarge', `A session policy has at most ${LONGEST_POLICY} characters.`);
  }
  try {
    parsePolicy(text, 'identity');
  } catch (error) {
    if (error instanceof MalformedPolicy) throw new AwsError('MalformedPolicyDocument', error.message);
    throw error;
  }
  return [text];
}

/** A working temporary pair, worded as both AssumeRole operations answer it. @throws ValidationError for too long a session */
export function openSession(options: StsOptions, role: AssumableRole, session: SessionRequest) {
  if (session.durationSeconds > role.maxSessionSeconds) {
    const text = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new AwsError('ValidationError', text);
  }
  const arn = `arn:aws:sts::${options.account}:assumed-role/${role.name}/${session.sessionName}`;
  const assumedRoleId = `${role.id}:${session.sessionName}`;
  const expiresAt = options.clock.now() + session.durationSeconds * 1000;
  const issued = options.credentials.issue({
    ...{ callerArn: arn, userId: assumedRoleId, expiresAt },
    principal: { kind: 'role', arn: role.arn, sessionPolicies: session.policies },
  });
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: assumedRoleId, Arn: arn },
    PackedPolicySize: Math.ceil((100 * session.policies.join('').length) / LONGEST_POLICY),
  };
}
