import { AwsError } from '../services/service.js';
import type { ProtocolFamily } from '../signature/auth-errors.js';
import type { Denial } from './authorizer.js';

const CODES: Readonly<Record<ProtocolFamily, readonly [code: string, status: number]>> = {
  query: ['AccessDenied', 403],
  json: ['AccessDeniedException', 400],
  ec2: ['UnauthorizedOperation', 403],
  s3: ['AccessDenied', 403],
};

/** A refusal as the protocol's services word it (contract A4). */
export function denialError(denial: Denial, callerArn: string, family: ProtocolFamily): AwsError {
  const [code, status] = CODES[family];
  const text = sentence(denial, callerArn, family);
  return new AwsError(
    code,
    family === 'ec2' ? `You are not authorized to perform this operation. ${text}` : text,
    status,
  );
}

function sentence({ action, resource, reason, by }: Denial, callerArn: string, family: ProtocolFamily): string {
  const quoted = family === 's3' ? `"${resource}"` : resource;
  const on = resource === '*' ? '' : ` on resource: ${quoted}`;
  const policy =
    by === 'permissions boundary' ? 'a permissions boundary' : `${by === 'session' ? 'a' : 'an'} ${by} policy`;
  const none = by === 'permissions boundary' ? 'no permissions boundary' : `no ${by} policy`;
  const why =
    reason === 'explicit-deny' ? `with an explicit deny in ${policy}` : `because ${none} allows the ${action} action`;
  return `User: ${callerArn} is not authorized to perform: ${action}${on} ${why}`;
}
