import { randomBytes } from 'node:crypto';
import { AwsError, type OperationDefinition } from '../../service.js';
import { tagsFor, type LaunchTemplate } from '../launch-templates/book.js';
import { onTemplate } from '../launch-templates/find-template.js';
import { readData } from '../launch-templates/read-data.js';
import { showTemplate } from '../launch-templates/show.js';
import { text } from '../read-input.js';
import type { World } from '../world.js';

/** CreateLaunchTemplate: kept and shown; of its data Auto Scaling takes the instance tags. */
export const createLaunchTemplate = (world: World): OperationDefinition => ({
  action: 'ec2:CreateLaunchTemplate',
  resources: onTemplate(world),
  handle(input, call) {
    const name = text(input, 'LaunchTemplateName') ?? '';
    if (!/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name)) {
      throw new AwsError(
        'InvalidLaunchTemplateName.MalformedException',
        'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
      );
    }
    if ([...world.templates.values()].some((one) => one.name === name)) {
      throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
    }
    const made = { createdAt: world.now(), createdBy: call.callerArn };
    const version = {
      ...made,
      number: 1,
      description: text(input, 'VersionDescription') ?? null,
      data: readData(input),
    };
    const id = `lt-0${randomBytes(8).toString('hex')}`;
    const tags = tagsFor(input['TagSpecification'], 'launch-template');
    const template: LaunchTemplate = { ...made, id, name, defaultVersion: 1, versions: [version], tags };
    world.templates.set(id, template);
    world.changed();
    return { launchTemplate: showTemplate(template) };
  },
});
