import type { OperationDefinition } from '../../service.js';
import { codeDeployError } from '../errors.js';
import { readTags, taggedResource } from '../tags.js';
import type { World } from '../world.js';

export const tagResource = (world: World): OperationDefinition => ({
  action: 'codedeploy:TagResource',
  resources: (input) => (typeof input['ResourceArn'] === 'string' ? [input['ResourceArn']] : []),
  handle(input) {
    const resource = taggedResource(world, input);
    const tags = readTags(input, 'Tags');
    if (tags.length === 0) throw codeDeployError('TagRequired', 'Tags are missing');
    resource.tags = [...resource.tags.filter(({ Key }) => !tags.some((tag) => tag.Key === Key)), ...tags];
    world.changed();
    return {};
  },
});
