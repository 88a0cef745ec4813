import { optionalText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { checkSize, requiredDocument } from '../documents.js';
import { alreadyExists } from '../errors.js';
import { entityName, entityPath, readTags } from '../read-input.js';
import { showPolicy } from '../show.js';
import type { ManagedPolicy } from '../state.js';
import { arnOf, uniqueId, type World } from '../world.js';

export const MANAGED_POLICY_LIMIT = 6_144;

export const createPolicy = (world: World): OperationDefinition => ({
  action: 'iam:CreatePolicy',
  resources: (input) => [
    arnOf(world, 'policy', optionalText(input, 'Path') ?? '/', optionalText(input, 'PolicyName') ?? '*'),
  ],
  handle(input) {
    const name = entityName(input, 'PolicyName', 128);
    const path = entityPath(input);
    // A name is taken whatever its path.
    if ([...world.state.policies.values()].some((policy) => policy.name === name)) {
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    }
    const document = requiredDocument(input, 'PolicyDocument', 'identity');
    checkSize([document], MANAGED_POLICY_LIMIT, `policy ${name}`);
    const now = world.now();
    const policy: ManagedPolicy = {
      ...{ name, path, id: uniqueId('policy'), arn: arnOf(world, 'policy', path, name) },
      ...{ createdAt: now, updatedAt: now, description: optionalText(input, 'Description') ?? null },
      ...{ defaultVersion: 'v1', versions: [{ id: 'v1', document, createdAt: now }], lastVersion: 1 },
      tags: readTags(input),
    };
    world.state.policies.set(policy.arn, policy);
    return { Policy: showPolicy(world, policy) };
  },
});
