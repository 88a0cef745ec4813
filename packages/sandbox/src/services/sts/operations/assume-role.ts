import { AwsError, type OperationDefinition } from '../../service.js';
import type { StsOptions } from '../index.js';
import { openSession, readSessionRequest } from '../session.js';

export function assumeRole(options: StsOptions): OperationDefinition {
  return {
    action: 'sts:AssumeRole',
    resources: (input) => (typeof input['RoleArn'] === 'string' ? [input['RoleArn']] : ['*']),
    handle(input, call) {
      const session = readSessionRequest(input);
      if (!options.roles().includes(session.roleArn)) {
        // AWS does not tell a missing role from a forbidden one.
        const text = `User: ${call.callerArn} is not authorized to perform: sts:AssumeRole on resource: ${session.roleArn}`;
        throw new AwsError('AccessDenied', text, 403);
      }
      return openSession(options, session);
    },
  };
}
