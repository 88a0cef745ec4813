import { AwsError } from '../../services/service.js';
import type { CallKind } from './call-kind.js';

/** The service fails, before it did anything or although it did it. */
export const error: CallKind = {
  moments: ['before', 'after'],
  members: ['code', 'status'],
  arm:
    ({ code, status, id }) =>
    (call) => {
      const usual = call.service === 's3' ? 'InternalError' : 'InternalFailure';
      throw new AwsError(code ?? usual, `The fault ${id} fails this call.`, status ?? 500);
    },
};
