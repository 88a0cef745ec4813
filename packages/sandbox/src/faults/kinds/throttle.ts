import { AwsError } from '../../services/service.js';
import type { CallKind } from './call-kind.js';

/** What each service answers when it is asked too often (contract F1). */
export function throttled(service: string): AwsError {
  switch (service) {
    case 's3':
      return new AwsError('SlowDown', 'Please reduce your request rate.', 503);
    case 'ec2':
      return new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
    case 'codedeploy':
    case 'monitoring':
      return new AwsError('ThrottlingException', 'Rate exceeded');
    default:
      return new AwsError('Throttling', 'Rate exceeded');
  }
}

/** The service has had enough: a throttled call never has an effect. */
export const throttle: CallKind = {
  moments: ['before'],
  members: [],
  arm: () => (call) => {
    throw throttled(call.service);
  },
};
