import type { OperationDefinition } from '../../service.js';
import { taggedResource } from '../tags.js';
import type { World } from '../world.js';

export const listTagsForResource = (world: World): OperationDefinition => ({
  action: 'codedeploy:ListTagsForResource',
  resources: (input) => (typeof input['ResourceArn'] === 'string' ? [input['ResourceArn']] : []),
  handle: (input) => ({ Tags: taggedResource(world, input).tags }),
});
