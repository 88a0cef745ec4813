import type { OperationDefinition, WireInput } from '../../service.js';
import { page } from '../paging.js';
import { optionalFlag, optionalRecords, optionalText, optionalTexts } from '../read-query.js';
import { showGroup } from '../show.js';
import type { Group } from '../state.js';
import { validationError, type World } from '../world.js';

/** DescribeAutoScalingGroups: names that do not exist are left out. */
export const describeAutoScalingGroups = (world: World): OperationDefinition => ({
  action: 'autoscaling:DescribeAutoScalingGroups',
  handle(input) {
    const names = optionalTexts(input, 'AutoScalingGroupNames') ?? [];
    const wanted = Object.values(world.state.groups)
      .filter(({ name }) => names.length === 0 || names.includes(name))
      .filter(matching(input))
      .sort((a, b) => a.name.localeCompare(b.name));
    const { items, NextToken } = page(input, wanted, ({ name }) => name);
    const withInstances = optionalFlag(input, 'IncludeInstances') ?? true;
    return { AutoScalingGroups: items.map((group) => showGroup(group, withInstances)), NextToken };
  },
});

function matching(input: WireInput): (group: Group) => boolean {
  const filters = (optionalRecords(input, 'Filters') ?? []).map((filter) => ({
    name: optionalText(filter, 'Name') ?? '',
    values: optionalTexts(filter, 'Values') ?? [],
  }));
  for (const { name } of filters) {
    if (name !== 'tag-key' && name !== 'tag-value' && !name.startsWith('tag:'))
      throw validationError(`Filter type ${name} is not correct`);
  }
  return ({ tags }) =>
    filters.every(({ name, values }) =>
      tags.some(({ key, value }) => {
        if (name === 'tag-key') return values.includes(key);
        if (name === 'tag-value') return values.includes(value);
        return name === `tag:${key}` && values.includes(value);
      }),
    );
}
