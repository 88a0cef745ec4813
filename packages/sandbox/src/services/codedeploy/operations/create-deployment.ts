import type { OperationDefinition } from '../../service.js';
import type { FileExistsBehavior } from '@bluegreen/appspec';
import { onGroup } from '../arns.js';
import { deploying } from '../further-demands.js';
import { readAlarms } from '../alarm-settings.js';
import { readAutoRollback } from '../auto-rollback.js';
import { readDescription } from '../description.js';
import { runningIn } from '../engine/finish-deployment.js';
import { startDeployment } from '../engine/start-deployment.js';
import { codeDeployError } from '../errors.js';
import { oneOf, optionalFlag, optionalText } from '../read-input.js';
import { applicationName, groupName } from '../read-names.js';
import { readRevision } from '../revision-location.js';
import { applicationOf, configOf, groupOf, type World } from '../world.js';

const BEHAVIORS: readonly FileExistsBehavior[] = ['DISALLOW', 'OVERWRITE', 'RETAIN'];

/** CreateDeployment: checks in contract C11's order, then the engine takes over. Without a revision the group's own is used. */
export const createDeployment = (world: World): OperationDefinition => ({
  action: 'codedeploy:CreateDeployment',
  resources: onGroup(),
  also: deploying(world),
  handle(input) {
    const application = applicationOf(world, applicationName(input));
    const group = groupOf(world, application.name, groupName(input));
    const revision = readRevision(input) ?? group.targetRevision;
    if (!revision) throw codeDeployError('RevisionRequired', 'Revision is missing');
    const config = configOf(world, optionalText(input, 'deploymentConfigName') ?? group.settings.configName);
    const behavior = oneOf(
      optionalText(input, 'fileExistsBehavior') ?? 'DISALLOW',
      BEHAVIORS,
      'InvalidFileExistsBehavior',
    );
    const description = readDescription(input);
    const autoRollback = readAutoRollback(input) ?? group.settings.autoRollback;
    if (input['targetInstances'])
      throw codeDeployError('InvalidTargetInstances', 'targetInstances is for blue/green deployments only');
    const running = runningIn(world, group);
    if (running) {
      const message = `Deployment group ${group.name} already has the active deployment ${running.id}; the limit is 1`;
      throw codeDeployError('DeploymentLimitExceeded', message);
    }
    const deployment = startDeployment(world, group, {
      applicationName: application.name,
      configName: config.name,
      minimum: config.minimum,
      revision,
      description: description ?? null,
      creator: 'user',
      ignoreApplicationStopFailures: optionalFlag(input, 'ignoreApplicationStopFailures') ?? false,
      updateOutdatedInstancesOnly: optionalFlag(input, 'updateOutdatedInstancesOnly') ?? false,
      fileExistsBehavior: behavior,
      autoRollback,
      overrideAlarms: readAlarms(input, 'overrideAlarmConfiguration') ?? null,
    });
    return { deploymentId: deployment.id };
  },
});
