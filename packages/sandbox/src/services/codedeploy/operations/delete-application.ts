import type { OperationDefinition } from '../../service.js';
import { onApplication } from '../arns.js';
import { applicationName } from '../read-names.js';
import type { World } from '../world.js';

/** DeleteApplication: an unknown name succeeds, as on AWS. */
export const deleteApplication = (world: World): OperationDefinition => ({
  action: 'codedeploy:DeleteApplication',
  resources: onApplication,
  handle(input) {
    delete world.state.applications[applicationName(input)];
    world.changed();
    return undefined;
  },
});
