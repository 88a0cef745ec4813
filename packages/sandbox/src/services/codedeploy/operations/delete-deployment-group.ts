import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { applicationName, groupName } from '../read-names.js';
import type { World } from '../world.js';

/** DeleteDeploymentGroup: an unknown name succeeds, as on AWS. Deployments of the group stay readable. */
export const deleteDeploymentGroup = (world: World): OperationDefinition => ({
  action: 'codedeploy:DeleteDeploymentGroup',
  resources: onGroup(),
  handle(input) {
    const groups = world.state.applications[applicationName(input)]?.groups;
    const name = groupName(input);
    if (groups) delete groups[name];
    world.changed();
    return { hooksNotCleanedUp: [] };
  },
});
