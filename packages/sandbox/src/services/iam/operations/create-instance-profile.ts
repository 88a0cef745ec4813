import type { OperationDefinition } from '../../service.js';
import { alreadyExists } from '../errors.js';
import { onInstanceProfile } from '../lookup.js';
import { entityName, entityPath, readTags } from '../read-input.js';
import { showInstanceProfile } from '../show.js';
import { arnOf, uniqueId, type World } from '../world.js';

export const createInstanceProfile = (world: World): OperationDefinition => ({
  action: 'iam:CreateInstanceProfile',
  resources: onInstanceProfile(world),
  handle(input) {
    const name = entityName(input, 'InstanceProfileName', 128);
    const path = entityPath(input);
    if (world.state.instanceProfiles.has(name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
    const profile = {
      ...{ name, path, id: uniqueId('instance-profile'), arn: arnOf(world, 'instance-profile', path, name) },
      ...{ createdAt: world.now(), role: null, tags: readTags(input) },
    };
    world.state.instanceProfiles.set(name, profile);
    return { InstanceProfile: showInstanceProfile(world, profile) };
  },
});
