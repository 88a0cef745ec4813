import type { DeploymentGroupInfo } from '@aws-sdk/client-codedeploy';
import { BlueGreenError } from '../domain/errors.js';
import type { DeploymentGroupState, Deployments } from '../domain/ports.js';
import { releaseOfKey } from '../domain/release.js';
import type { CallTable, Caller, Connection } from './connection.js';
import { readProgress } from './deployment-progress.js';
import { isRunning } from './deployment-targets.js';
import { describeToken, findDeployment } from './find-deployment.js';
import { isRefusal } from './map-error.js';
import { batches } from './pages.js';
import { fromRevision, toRevision } from './revisions.js';

export const deploymentsCalls = {
  BatchGetDeploymentGroups: ['codedeploy:BatchGetDeploymentGroups'],
  BatchGetDeployments: ['codedeploy:BatchGetDeployments'],
  BatchGetDeploymentTargets: ['codedeploy:BatchGetDeploymentTargets'],
  // CodeDeploy itself looks up the configuration and the revision in the caller's name (contract E).
  CreateDeployment: [
    'codedeploy:CreateDeployment',
    'codedeploy:GetDeploymentConfig',
    'codedeploy:GetApplicationRevision',
    'codedeploy:RegisterApplicationRevision',
  ],
  GetDeployment: ['codedeploy:GetDeployment'],
  ListDeployments: ['codedeploy:ListDeployments'],
  ListDeploymentTargets: ['codedeploy:ListDeploymentTargets'],
  RegisterApplicationRevision: ['codedeploy:RegisterApplicationRevision'],
  StopDeployment: ['codedeploy:StopDeployment'],
} as const satisfies CallTable<'codeDeploy'>;

export type DeploymentsCall = Caller<'codeDeploy', typeof deploymentsCalls>;

/** BatchGetDeploymentGroups takes at most this many names (contract A6). */
const GROUPS_A_CALL = 100;

/** CodeDeploy (contract C). */
export function createDeployments(connection: Connection): Deployments {
  const call = connection.calls('codeDeploy', deploymentsCalls);

  return {
    async groups(application, names) {
      const answers = await Promise.all(
        batches(names, GROUPS_A_CALL).map((deploymentGroupNames) =>
          call('BatchGetDeploymentGroups', { applicationName: application, deploymentGroupNames }),
        ),
      );
      const infos = answers.flatMap((answer) => answer.deploymentGroupsInfo ?? []);
      return names.map((name) => {
        const info = infos.find((candidate) => candidate.deploymentGroupName === name);
        if (!info) throw missingGroup(application, name);
        return stateOf(name, info);
      });
    },

    async register(application, location, description) {
      await call('RegisterApplicationRevision', {
        applicationName: application,
        revision: toRevision(location),
        description,
      });
    },

    async create({ application, group, location, token }) {
      const { deploymentId } = await call(
        'CreateDeployment',
        {
          applicationName: application,
          deploymentGroupName: group,
          revision: toRevision(location),
          description: describeToken(token),
        },
        { once: true },
      );
      if (!deploymentId) throw lostAnswer(group);
      return { deploymentId };
    },

    find: (application, group, token, sinceMs) => findDeployment(call, { application, group, token, sinceMs }),

    progress: (deploymentId) => readProgress(call, deploymentId),

    async stop(deploymentId) {
      try {
        // An automatic rollback would start another deployment on the same colour (contract T12).
        await call('StopDeployment', { deploymentId, autoRollbackEnabled: false });
      } catch (error) {
        if (!isRefusal(error, 'DeploymentAlreadyCompleted')) throw error;
      }
    },
  };
}

function stateOf(group: string, info: DeploymentGroupInfo): DeploymentGroupState {
  const { lastAttemptedDeployment: last, lastSuccessfulDeployment: good } = info;
  // The target revision changes on overall success only (contract C12); before the first it says nothing.
  const location = good ? fromRevision(info.targetRevision) : null;
  return {
    group,
    location,
    release: (location && releaseOfKey(location.key)) ?? null,
    last: last?.deploymentId
      ? { id: last.deploymentId, status: last.status ?? 'Unknown', running: isRunning(last.status) }
      : null,
  };
}

function missingGroup(application: string, group: string): BlueGreenError {
  return new BlueGreenError(
    'RESOURCE_MISSING',
    `The deployment group \`${group}\` does not exist in the CodeDeploy application \`${application}\`.`,
    'Correct its name (`bluegreen config explain` shows where it comes from), or create it.',
  );
}

function lostAnswer(group: string): BlueGreenError {
  return new BlueGreenError(
    'ENDPOINT_UNREACHABLE',
    `CodeDeploy answered CreateDeployment for \`${group}\` without saying which deployment it started.`,
    'Run `bluegreen status` to see whether one runs, then run the same command again.',
  );
}
