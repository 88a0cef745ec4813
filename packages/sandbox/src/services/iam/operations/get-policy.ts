import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { onMember, policyOf } from '../lookup.js';
import { showPolicy } from '../show.js';
import type { World } from '../world.js';

export const getPolicy = (world: World): OperationDefinition => ({
  action: 'iam:GetPolicy',
  resources: onMember('PolicyArn'),
  handle: (input) => ({ Policy: showPolicy(world, policyOf(world, requiredText(input, 'PolicyArn'))) }),
});
