import type { CallContext, Demand, WireInput } from '../service.js';
import { applicationArn, onConfig, onGroup } from './arns.js';
import { optionalText } from './read-input.js';
import { findRevision, readRevision } from './revision-location.js';
import type { World } from './world.js';

/**
 * What CreateDeployment needs besides (contract E): the configuration it uses, the revision (read when it is registered,
 * registered when it is not), the group when its alarms are overridden.
 */
export const deploying =
  (world: World) =>
  (input: WireInput, call: CallContext): readonly Demand[] => {
    const application = optionalText(input, 'applicationName') ?? '*';
    const known = world.state.applications[application];
    const group = known?.groups[optionalText(input, 'deploymentGroupName') ?? ''];
    const deploymentConfigName = optionalText(input, 'deploymentConfigName') ?? group?.settings.configName ?? '*';
    const revision = revisionIn(input);
    const isNew = known !== undefined && revision !== undefined && !findRevision(known, revision);
    return [
      { action: 'codedeploy:GetDeploymentConfig', resources: onConfig({ deploymentConfigName }, call) },
      {
        action: `codedeploy:${isNew ? 'Register' : 'Get'}ApplicationRevision`,
        resources: [applicationArn(call, application)],
      },
      ...(input['overrideAlarmConfiguration']
        ? [{ action: 'codedeploy:UpdateDeploymentGroup', resources: onGroup()(input, call) }]
        : []),
    ];
  };

/** A deployment group hands its service role over to CodeDeploy. */
export function passingServiceRole(input: WireInput): readonly Demand[] {
  const role = optionalText(input, 'serviceRoleArn');
  const conditionKeys = { 'iam:PassedToService': 'codedeploy.amazonaws.com' };
  return role === undefined ? [] : [{ action: 'iam:PassRole', resources: [role], conditionKeys }];
}

/** What cannot be read the operation refuses by itself. */
function revisionIn(input: WireInput): ReturnType<typeof readRevision> {
  try {
    return readRevision(input);
  } catch {
    return undefined;
  }
}
