import type { OperationDefinition } from '../../service.js';
import { optionalTexts } from '../read-input.js';
import { taggedResource } from '../tags.js';
import type { World } from '../world.js';

export const untagResource = (world: World): OperationDefinition => ({
  action: 'codedeploy:UntagResource',
  resources: (input) => (typeof input['ResourceArn'] === 'string' ? [input['ResourceArn']] : []),
  handle(input) {
    const resource = taggedResource(world, input);
    const keys = optionalTexts(input, 'TagKeys') ?? [];
    resource.tags = resource.tags.filter(({ Key }) => !keys.includes(Key));
    world.changed();
    return {};
  },
});
