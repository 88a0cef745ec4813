import { asQuery } from '../read.js';
import type { Properties, ResourceContext } from '../resource-type.js';
import { tagChanges } from '../tags.js';

export async function changeTags(
  context: ResourceContext,
  arn: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  const { set, gone } = tagChanges(before, after);
  if (gone.length > 0) await context.ask('elb', 'RemoveTags', { ResourceArns: [arn], TagKeys: gone });
  if (set.length > 0) await context.ask('elb', 'AddTags', asQuery({ ResourceArns: [arn], Tags: set }));
}
