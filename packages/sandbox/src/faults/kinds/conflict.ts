import { AwsError } from '../../services/service.js';
import type { CallKind } from './call-kind.js';

/**
 * A conditional write of S3 loses a race: 409 ConditionalRequestConflict, or 412 PreconditionFailed with `status` 412
 * (contract D). After the effect it is the answer to a retry whose first try had done it.
 */
export const conflict: CallKind = {
  moments: ['before', 'after'],
  members: ['status'],
  service: 's3',
  arm:
    ({ status }) =>
    () => {
      if (status !== 412) {
        const text = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
        throw new AwsError('ConditionalRequestConflict', text, 409);
      }
      throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
    },
};
