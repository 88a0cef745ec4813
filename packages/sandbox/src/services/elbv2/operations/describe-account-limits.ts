import type { Operation } from '../context.js';
import { paginate } from '../pagination.js';

export const describeAccountLimits: Operation<{
  Limits: { Name: string; Max: string }[];
  NextMarker: string | undefined;
}> = {
  handle(elb, input) {
    const limits = Object.entries(elb.quotas).map(([Name, max]) => ({ Name, Max: String(max) }));
    const { page, nextMarker } = paginate(input, limits, (limit) => limit.Name);
    return { Limits: [...page], NextMarker: nextMarker };
  },
};
