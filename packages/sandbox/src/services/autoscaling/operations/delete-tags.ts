import type { OperationDefinition, WireInput } from '../../service.js';
import { optionalRecords, optionalText, requiredText } from '../read-query.js';
import { groupOf, type World } from '../world.js';

export const deleteTags = (world: World): OperationDefinition => ({
  action: 'autoscaling:DeleteTags',
  resources: onTaggedGroups(world),
  handle(input) {
    for (const tag of optionalRecords(input, 'Tags') ?? []) {
      const group = groupOf(world, requiredText(tag, 'ResourceId'));
      const key = requiredText(tag, 'Key');
      group.tags = group.tags.filter((known) => known.key !== key);
      world.changed(group);
    }
    return undefined;
  },
});

/** ARNs of the groups that the tags are about. */
export function onTaggedGroups(world: World): (input: WireInput) => readonly string[] {
  return (input) => {
    const names = (optionalRecords(input, 'Tags') ?? []).map((tag) => optionalText(tag, 'ResourceId') ?? '*');
    const prefix = `arn:aws:autoscaling:${world.region}:${world.account}:autoScalingGroup:*:autoScalingGroupName/`;
    return [...new Set(names)].map((name) => world.state.groups[name]?.arn ?? `${prefix}${name}`);
  };
}
