import { randomUUID } from 'node:crypto';
import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { oneOf, optionalText } from '../read-input.js';
import { applicationName } from '../read-names.js';
import { readTags } from '../tags.js';
import type { World } from '../world.js';

/** CreateApplication. Compute platform Server only. */
export const createApplication = (world: World): OperationDefinition => ({
  action: 'codedeploy:CreateApplication',
  resources: onApplication,
  handle(input) {
    const name = applicationName(input);
    const platform = oneOf(
      optionalText(input, 'computePlatform') ?? 'Server',
      ['Server', 'Lambda', 'ECS'],
      'InvalidComputePlatform',
    );
    if (platform !== 'Server') {
      throw codeDeployError(
        'InvalidComputePlatform',
        `The sandbox's CodeDeploy does not implement the compute platform ${platform}`,
      );
    }
    if (world.state.applications[name])
      throw codeDeployError('ApplicationAlreadyExists', `An application already exists with the name ${name}`);
    const id = randomUUID();
    world.state.applications[name] = {
      id,
      name,
      createTime: world.clock.now(),
      tags: readTags(input, 'tags'),
      revisions: [],
      groups: {},
    };
    world.changed();
    return { applicationId: id };
  },
});
