import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { applicationName, groupName } from '../read-names.js';
import { showGroup } from '../show.js';
import { groupOf, type World } from '../world.js';

export const getDeploymentGroup = (world: World): OperationDefinition => ({
  action: 'codedeploy:GetDeploymentGroup',
  resources: onGroup(),
  handle(input) {
    const application = applicationName(input);
    return { deploymentGroupInfo: showGroup(world, application, groupOf(world, application, groupName(input))) };
  },
});
