import type { OperationDefinition } from '../../service.js';
import type { StsOptions } from '../index.js';

/** GetCallerIdentity: needs no permission, and no policy can take it away (contract E). */
export function getCallerIdentity({ account, credentials }: StsOptions): OperationDefinition {
  return {
    action: 'sts:GetCallerIdentity',
    judged: 'never',
    handle: (_input, call) => ({
      UserId: credentials.find(call.accessKeyId ?? '')?.userId,
      Account: account,
      Arn: call.callerArn,
    }),
  };
}
