import type { OperationDefinition } from '../../service.js';
import { page } from '../paging.js';
import { optionalRecords, optionalText, optionalTexts } from '../read-query.js';
import type { World } from '../world.js';

/** DescribeTags of groups, with the filters auto-scaling-group, key, value and propagate-at-launch. */
export const describeTags = (world: World): OperationDefinition => ({
  action: 'autoscaling:DescribeTags',
  handle(input) {
    const filters = optionalRecords(input, 'Filters') ?? [];
    const tags = Object.values(world.state.groups).flatMap((group) =>
      group.tags.map(({ key, value, propagate }) => ({
        ResourceId: group.name,
        ResourceType: 'auto-scaling-group',
        Key: key,
        Value: value,
        PropagateAtLaunch: propagate,
      })),
    );
    const wanted = tags.filter((tag) =>
      filters.every((filter) => {
        const fields: Record<string, string> = {
          'auto-scaling-group': tag.ResourceId,
          key: tag.Key,
          value: tag.Value,
          'propagate-at-launch': String(tag.PropagateAtLaunch),
        };
        return (optionalTexts(filter, 'Values') ?? []).includes(fields[optionalText(filter, 'Name') ?? ''] ?? '');
      }),
    );
    const { items, NextToken } = page(input, wanted, (tag) => `${tag.ResourceId}/${tag.Key}`);
    return { Tags: items, NextToken };
  },
});
