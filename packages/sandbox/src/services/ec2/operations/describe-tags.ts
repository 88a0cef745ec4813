import type { OperationDefinition } from '../../service.js';
import { filtered } from '../filters.js';
import { page } from '../paging.js';
import { showTags } from '../show.js';
import type { World } from '../world.js';

/** DescribeTags of instances. */
export const describeTags = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeTags',
  handle(input) {
    const tags = world.hosts
      .list()
      .flatMap(({ id, tags: own }) =>
        showTags(own).map((tag) => ({ resourceId: id, resourceType: 'instance', ...tag })),
      );
    const wanted = filtered(input, tags, ['resource-id', 'resource-type', 'key', 'value', 'tag:'], (tag, filter) => {
      if (filter.startsWith('tag:')) return tag.key === filter.slice('tag:'.length) ? [tag.value] : [];
      const fields: Record<string, string> = {
        'resource-id': tag.resourceId,
        'resource-type': tag.resourceType,
        key: tag.key,
        value: tag.value,
      };
      const value = fields[filter];
      return value === undefined ? undefined : [value];
    });
    const { items, nextToken } = page(input, wanted, ({ resourceId, key }) => `${resourceId}/${key}`);
    return { tagSet: items, nextToken };
  },
});
