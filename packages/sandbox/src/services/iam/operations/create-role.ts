import { optionalText, wholeNumber } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { trustDocument } from '../documents.js';
import { alreadyExists } from '../errors.js';
import { onHolder, policyOf } from '../lookup.js';
import { entityName, entityPath, readTags } from '../read-input.js';
import { showRole } from '../show.js';
import { arnOf, uniqueId, type World } from '../world.js';

export const LONGEST_SESSION = { min: 3_600, max: 43_200, fallback: 3_600 };

export const createRole = (world: World): OperationDefinition => ({
  action: 'iam:CreateRole',
  resources: onHolder(world, 'Role'),
  handle(input) {
    const name = entityName(input, 'RoleName', 64);
    const path = entityPath(input);
    if (world.state.roles.has(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    const boundary = optionalText(input, 'PermissionsBoundary') ?? null;
    if (boundary !== null) policyOf(world, boundary);
    const role = {
      ...{ name, path, id: uniqueId('role'), arn: arnOf(world, 'role', path, name), createdAt: world.now() },
      ...{ inline: [], attached: [], boundary, tags: readTags(input) },
      trust: trustDocument(world, input, 'AssumeRolePolicyDocument'),
      description: optionalText(input, 'Description') ?? null,
      maxSessionSeconds: wholeNumber(input, 'MaxSessionDuration', LONGEST_SESSION),
    };
    world.state.roles.set(name, role);
    return { Role: showRole(role) };
  },
});
