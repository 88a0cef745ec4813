import { AwsError, type OperationDefinition } from '../../service.js';
import { versionOf } from '../launch-templates/book.js';
import { onTemplate, templateOf } from '../launch-templates/find-template.js';
import { showTemplate } from '../launch-templates/show.js';
import { text } from '../read-input.js';
import type { World } from '../world.js';

/** ModifyLaunchTemplate: sets the default version. */
export const modifyLaunchTemplate = (world: World): OperationDefinition => ({
  action: 'ec2:ModifyLaunchTemplate',
  resources: onTemplate(world),
  handle(input) {
    const template = templateOf(world, input);
    // The model calls it DefaultVersion and sends it as SetDefaultVersion.
    const wanted = text(input, 'SetDefaultVersion') ?? text(input, 'DefaultVersion') ?? '';
    const version = /^\d+$/.test(wanted) ? versionOf(template, wanted) : undefined;
    if (!version) {
      const message = `Could not find launch template version ${wanted}`;
      throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', message);
    }
    template.defaultVersion = version.number;
    world.changed();
    return { launchTemplate: showTemplate(template) };
  },
});
