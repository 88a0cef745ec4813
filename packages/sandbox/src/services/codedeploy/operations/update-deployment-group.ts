import type { OperationDefinition } from '../../service.js';
import { onGroup } from '../arns.js';
import { passingServiceRole } from '../further-demands.js';
import { codeDeployError } from '../errors.js';
import { readGroupSettings } from '../group-settings.js';
import { optionalText } from '../read-input.js';
import { applicationName, groupName } from '../read-names.js';
import { applicationOf, groupOf, type World } from '../world.js';

/** UpdateDeploymentGroup: members that are not named stay as they are. */
export const updateDeploymentGroup = (world: World): OperationDefinition => ({
  action: 'codedeploy:UpdateDeploymentGroup',
  resources: onGroup('currentDeploymentGroupName'),
  also: passingServiceRole,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const group = groupOf(world, application.name, groupName(input, 'currentDeploymentGroupName'));
    const former = group.name;
    const name =
      optionalText(input, 'newDeploymentGroupName') === undefined ? former : groupName(input, 'newDeploymentGroupName');
    if (name !== former && application.groups[name]) {
      throw codeDeployError('DeploymentGroupAlreadyExists', `A deployment group already exists with the name ${name}`);
    }
    group.settings = readGroupSettings(world, name, input, group.settings);
    delete application.groups[former];
    application.groups[name] = group;
    group.name = name;
    for (const deployment of world.state.deployments) if (deployment.groupId === group.id) deployment.groupName = name;
    world.changed();
    return { hooksNotCleanedUp: [] };
  },
});
