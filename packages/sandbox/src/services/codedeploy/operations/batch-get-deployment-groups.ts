import type { OperationDefinition } from '../../service.js';
import { groupArn } from '../arns.js';
import { atMost } from '../batch.js';
import { codeDeployError } from '../errors.js';
import { optionalTexts } from '../read-input.js';
import { applicationName } from '../read-names.js';
import { showGroup } from '../show.js';
import { applicationOf, type World } from '../world.js';

/** BatchGetDeploymentGroups: unknown names are left out and named in errorMessage. */
export const batchGetDeploymentGroups = (world: World): OperationDefinition => ({
  action: 'codedeploy:BatchGetDeploymentGroups',
  resources: (input, call) =>
    (optionalTexts(input, 'deploymentGroupNames') ?? []).map((name) => groupArn(call, applicationName(input), name)),
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const names = atMost(100, optionalTexts(input, 'deploymentGroupNames') ?? []);
    if (names.length === 0) throw codeDeployError('DeploymentGroupNameRequired', 'Deployment Group name is missing');
    const missing = names.filter((name) => !application.groups[name]);
    return {
      deploymentGroupsInfo: names.flatMap((name) => {
        const group = application.groups[name];
        return group ? [showGroup(world, application.name, group)] : [];
      }),
      errorMessage: missing.length > 0 ? `No Deployment Group found for name: ${missing.join(', ')}` : '',
    };
  },
});
