import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { codeDeployError } from '../errors.js';
import { applicationName } from '../read-names.js';
import { applicationOf, type World } from '../world.js';

/** UpdateApplication: renames it, and with it what its deployments say. */
export const updateApplication = (world: World): OperationDefinition => ({
  action: 'codedeploy:UpdateApplication',
  resources: onApplication,
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const former = application.name;
    const name = applicationName(input, 'newApplicationName');
    if (world.state.applications[name])
      throw codeDeployError('ApplicationAlreadyExists', `An application already exists with the name ${name}`);
    delete world.state.applications[former];
    world.state.applications[name] = application;
    application.name = name;
    for (const deployment of world.state.deployments)
      if (deployment.applicationName === former) deployment.applicationName = name;
    world.changed();
    return undefined;
  },
});
