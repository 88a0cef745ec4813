import type { CallKind } from './call-kind.js';

/** Keeps the call waiting until it is released or its client is gone: the instant at which to kill that client. */
export const hold: CallKind = {
  moments: ['before', 'after'],
  members: [],
  arm:
    ({ moment }, tools) =>
    ({ requestId, service, operation, resources }, { signal }) =>
      tools.hold({ requestId, service, operation, resources, moment }, signal),
};
