import type { OperationDefinition } from '../../service.js';
import { atMost } from '../batch.js';
import { codeDeployError } from '../errors.js';
import { optionalTexts } from '../read-input.js';
import { deploymentId } from '../read-names.js';
import { showTarget } from '../show-target.js';
import { targetOf, targetsOf } from '../targets.js';
import { deploymentOf, type World } from '../world.js';

/** BatchGetDeploymentTargets: at most 25; one that does not exist fails the whole call. */
export const batchGetDeploymentTargets = (world: World): OperationDefinition => ({
  action: 'codedeploy:BatchGetDeploymentTargets',
  handle(input) {
    const deployment = deploymentOf(world, deploymentId(input));
    const ids = atMost(25, optionalTexts(input, 'targetIds') ?? [], 'DeploymentTargetListSizeExceeded');
    if (ids.length === 0) throw codeDeployError('DeploymentTargetIdRequired', 'The target id is missing');
    targetsOf(deployment);
    return {
      deploymentTargets: ids.map((id) =>
        showTarget(world, deployment, targetOf(deployment, id, 'DeploymentTargetDoesNotExist')),
      ),
    };
  },
});
