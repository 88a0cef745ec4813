import { codeDeployError } from './errors.js';
import type { Deployment, Target, TargetStatus } from './state.js';

export const TARGET_STATUSES: readonly TargetStatus[] = [
  'Pending',
  'InProgress',
  'Succeeded',
  'Failed',
  'Skipped',
  'Unknown',
  'Ready',
];

/** @throws DeploymentNotStarted until the instances were looked up */
export function targetsOf(deployment: Deployment): readonly Target[] {
  if (!deployment.targets)
    throw codeDeployError('DeploymentNotStarted', `The deployment ${deployment.id} has not started`);
  return deployment.targets;
}

/** By id or by ARN. */
export function findTarget(deployment: Deployment, idOrArn: string): Target | undefined {
  const id = idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
  return deployment.targets?.find((target) => target.id === id);
}

/** @throws the named error when the instance took no part */
export function targetOf(deployment: Deployment, idOrArn: string, error: string): Target {
  const target = findTarget(deployment, idOrArn);
  if (!target) throw codeDeployError(error, `${idOrArn} is not part of deployment ${deployment.id}`);
  return target;
}
