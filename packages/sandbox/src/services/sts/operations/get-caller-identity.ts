import type { OperationDefinition } from '../../service.js';
import type { StsOptions } from '../index.js';

export function getCallerIdentity({ account, credentials }: StsOptions): OperationDefinition {
  return {
    action: 'sts:GetCallerIdentity',
    handle: (_input, call) => ({
      UserId: credentials.find(call.accessKeyId ?? '')?.userId,
      Account: account,
      Arn: call.callerArn,
    }),
  };
}
