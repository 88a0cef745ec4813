import type { OperationDefinition } from '../../service.js';
import { onDeployments } from '../arns.js';
import { atMost } from '../batch.js';
import { codeDeployError } from '../errors.js';
import { optionalTexts } from '../read-input.js';
import { showDeployment } from '../show.js';
import { findDeployment, type World } from '../world.js';

/** BatchGetDeployments: ids that do not exist are left out. */
export const batchGetDeployments = (world: World): OperationDefinition => ({
  action: 'codedeploy:BatchGetDeployments',
  resources: onDeployments(world),
  handle(input) {
    const ids = atMost(100, optionalTexts(input, 'deploymentIds') ?? []);
    if (ids.length === 0) throw codeDeployError('DeploymentIdRequired', 'Deployment id is missing');
    return {
      deploymentsInfo: ids.flatMap((id) => {
        const deployment = findDeployment(world, id);
        return deployment ? [showDeployment(deployment)] : [];
      }),
    };
  },
});
