import type { OperationDefinition } from '../../service.js';
import { optionalFlag, optionalRecords, optionalText, requiredText } from '../read-query.js';
import { groupOf, validationError, type World } from '../world.js';
import { onTaggedGroups } from './delete-tags.js';

/** CreateOrUpdateTags: instances that run already keep the tags they have. */
export const createOrUpdateTags = (world: World): OperationDefinition => ({
  action: 'autoscaling:CreateOrUpdateTags',
  resources: onTaggedGroups(world),
  handle(input) {
    const given = optionalRecords(input, 'Tags') ?? [];
    if (given.length === 0) throw validationError('Tags are missing');
    const groups = given.map((tag) => groupOf(world, requiredText(tag, 'ResourceId')));
    given.forEach((tag, index) => {
      const group = groups[index];
      if (!group) return;
      const key = requiredText(tag, 'Key');
      const one = {
        key,
        value: optionalText(tag, 'Value') ?? '',
        propagate: optionalFlag(tag, 'PropagateAtLaunch') ?? true,
      };
      group.tags = [...group.tags.filter((known) => known.key !== key), one];
      world.changed(group);
    });
    return undefined;
  },
});
