import { optionalText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { alreadyExists } from '../errors.js';
import { onHolder, policyOf } from '../lookup.js';
import { entityName, entityPath, readTags } from '../read-input.js';
import { showUser } from '../show.js';
import { arnOf, uniqueId, type World } from '../world.js';

export const createUser = (world: World): OperationDefinition => ({
  action: 'iam:CreateUser',
  resources: onHolder(world, 'User'),
  handle(input) {
    const name = entityName(input, 'UserName', 64);
    const path = entityPath(input);
    if (world.state.users.has(name)) throw alreadyExists(`User with name ${name} already exists.`);
    const boundary = optionalText(input, 'PermissionsBoundary') ?? null;
    if (boundary !== null) policyOf(world, boundary);
    const user = {
      ...{ name, path, id: uniqueId('user'), arn: arnOf(world, 'user', path, name), createdAt: world.now() },
      ...{ inline: [], attached: [], boundary, tags: readTags(input) },
    };
    world.state.users.set(name, user);
    return { User: showUser(user) };
  },
});
