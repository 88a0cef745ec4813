import { randomUUID } from 'node:crypto';
import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { passingServiceRole } from '../further-demands.js';
import { codeDeployError } from '../errors.js';
import { NEW_GROUP, readGroupSettings } from '../group-settings.js';
import { applicationName, groupName } from '../read-names.js';
import { readTags } from '../tags.js';
import { applicationOf, type World } from '../world.js';

export const createDeploymentGroup = (world: World): OperationDefinition => ({
  action: 'codedeploy:CreateDeploymentGroup',
  resources: onGroup(),
  also: passingServiceRole,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const name = groupName(input);
    if (application.groups[name])
      throw codeDeployError('DeploymentGroupAlreadyExists', `A deployment group already exists with the name ${name}`);
    const id = randomUUID();
    application.groups[name] = {
      id,
      name,
      settings: readGroupSettings(world, name, input, NEW_GROUP),
      tags: readTags(input, 'tags'),
      targetRevision: null,
      lastSuccessful: null,
      lastAttempted: null,
      instances: {},
    };
    world.changed();
    return { deploymentGroupId: id };
  },
});
