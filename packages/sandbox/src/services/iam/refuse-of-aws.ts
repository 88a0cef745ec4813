import { AwsError } from '../service.js';
import type { ManagedPolicy } from './state.js';
import type { World } from './world.js';

/** @throws AccessDenied 403 for a policy that belongs to AWS itself: nobody may change those */
export function refuseOfAws({ state }: World, { arn }: ManagedPolicy): void {
  if (!state.policies.has(arn)) throw new AwsError('AccessDenied', `${arn} belongs to AWS and cannot be changed.`, 403);
}
