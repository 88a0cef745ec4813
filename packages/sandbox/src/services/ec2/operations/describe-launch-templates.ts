import type { OperationDefinition } from '../../service.js';
import { filtered, tagFields } from '../filters.js';
import { templateNamed, templateWithId } from '../launch-templates/find-template.js';
import { showTemplate } from '../launch-templates/show.js';
import { page } from '../paging.js';
import { texts } from '../read-input.js';
import type { World } from '../world.js';

const KNOWN = ['launch-template-name', 'create-time', 'tag-key', 'tag:'];

export const describeLaunchTemplates = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeLaunchTemplates',
  handle(input) {
    const [ids, names] = [texts(input, 'LaunchTemplateId'), texts(input, 'LaunchTemplateName')];
    const named = [
      ...(ids ?? []).map((id) => templateWithId(world, id)),
      ...(names ?? []).map((name) => templateNamed(world, name)),
    ];
    const wanted = filtered(input, ids || names ? named : [...world.templates.values()], KNOWN, (template, filter) => {
      if (filter === 'launch-template-name') return [template.name];
      if (filter === 'create-time') return [new Date(template.createdAt).toISOString()];
      return tagFields(template.tags, filter);
    });
    const { items, nextToken } = page(input, wanted, ({ id }) => id);
    return { launchTemplates: items.map(showTemplate), nextToken };
  },
});
