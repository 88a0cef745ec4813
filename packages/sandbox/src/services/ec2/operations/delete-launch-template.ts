import type { OperationDefinition } from '../../service.js';
import { onTemplate, templateOf } from '../launch-templates/find-template.js';
import { showTemplate } from '../launch-templates/show.js';
import type { World } from '../world.js';

/** DeleteLaunchTemplate, with all its versions; groups that name it can launch nothing more. */
export const deleteLaunchTemplate = (world: World): OperationDefinition => ({
  action: 'ec2:DeleteLaunchTemplate',
  resources: onTemplate(world),
  handle(input) {
    const template = templateOf(world, input);
    world.templates.delete(template.id);
    world.changed();
    return { launchTemplate: showTemplate(template) };
  },
});
