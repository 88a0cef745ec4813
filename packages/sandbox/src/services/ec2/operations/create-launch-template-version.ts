import { AwsError, type OperationDefinition } from '../../service.js';
import { versionOf, type LaunchTemplateVersion } from '../launch-templates/book.js';
import { onTemplate, templateOf } from '../launch-templates/find-template.js';
import { readData } from '../launch-templates/read-data.js';
import { showVersion } from '../launch-templates/show.js';
import { text } from '../read-input.js';
import type { World } from '../world.js';

/** CreateLaunchTemplateVersion: with SourceVersion, what is given is put over that version's data. */
export const createLaunchTemplateVersion = (world: World): OperationDefinition => ({
  action: 'ec2:CreateLaunchTemplateVersion',
  resources: onTemplate(world),
  handle(input, call) {
    const template = templateOf(world, input);
    const sourceVersion = text(input, 'SourceVersion');
    const source = sourceVersion === undefined ? undefined : versionOf(template, sourceVersion);
    if (sourceVersion !== undefined && !source) {
      const message = `Could not find launch template version ${sourceVersion}`;
      throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', message);
    }
    const version: LaunchTemplateVersion = {
      number: (template.versions.at(-1)?.number ?? 0) + 1,
      description: text(input, 'VersionDescription') ?? null,
      createdAt: world.now(),
      createdBy: call.callerArn,
      data: { ...source?.data, ...readData(input) },
    };
    template.versions.push(version);
    world.changed();
    return { launchTemplateVersion: showVersion(template, version) };
  },
});
