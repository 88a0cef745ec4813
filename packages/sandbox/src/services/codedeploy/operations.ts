import type { OperationDefinition } from '../service.js';
import { batchGetApplicationRevisions } from './operations/batch-get-application-revisions.js';
import { batchGetApplications } from './operations/batch-get-applications.js';
import { batchGetDeploymentGroups } from './operations/batch-get-deployment-groups.js';
import { batchGetDeploymentInstances } from './operations/batch-get-deployment-instances.js';
import { batchGetDeploymentTargets } from './operations/batch-get-deployment-targets.js';
import { batchGetDeployments } from './operations/batch-get-deployments.js';
import { continueDeployment } from './operations/continue-deployment.js';
import { createApplication } from './operations/create-application.js';
import { createDeployment } from './operations/create-deployment.js';
import { createDeploymentConfig } from './operations/create-deployment-config.js';
import { createDeploymentGroup } from './operations/create-deployment-group.js';
import { deleteApplication } from './operations/delete-application.js';
import { deleteDeploymentConfig } from './operations/delete-deployment-config.js';
import { deleteDeploymentGroup } from './operations/delete-deployment-group.js';
import { getApplication } from './operations/get-application.js';
import { getApplicationRevision } from './operations/get-application-revision.js';
import { getDeployment } from './operations/get-deployment.js';
import { getDeploymentConfig } from './operations/get-deployment-config.js';
import { getDeploymentGroup } from './operations/get-deployment-group.js';
import { getDeploymentInstance } from './operations/get-deployment-instance.js';
import { getDeploymentTarget } from './operations/get-deployment-target.js';
import { listApplicationRevisions } from './operations/list-application-revisions.js';
import { listApplications } from './operations/list-applications.js';
import { listDeploymentConfigs } from './operations/list-deployment-configs.js';
import { listDeploymentGroups } from './operations/list-deployment-groups.js';
import { listDeploymentInstances } from './operations/list-deployment-instances.js';
import { listDeploymentTargets } from './operations/list-deployment-targets.js';
import { listDeployments } from './operations/list-deployments.js';
import { listTagsForResource } from './operations/list-tags-for-resource.js';
import { registerApplicationRevision } from './operations/register-application-revision.js';
import { skipWaitTimeForInstanceTermination } from './operations/skip-wait-time-for-instance-termination.js';
import { stopDeployment } from './operations/stop-deployment.js';
import { tagResource } from './operations/tag-resource.js';
import { untagResource } from './operations/untag-resource.js';
import { updateApplication } from './operations/update-application.js';
import { updateDeploymentGroup } from './operations/update-deployment-group.js';
import type { World } from './world.js';

/** Every operation by the name that stands in X-Amz-Target. */
export function operationsOf(world: World): Record<string, OperationDefinition> {
  return {
    BatchGetApplicationRevisions: batchGetApplicationRevisions(world),
    BatchGetApplications: batchGetApplications(world),
    BatchGetDeploymentGroups: batchGetDeploymentGroups(world),
    BatchGetDeploymentInstances: batchGetDeploymentInstances(world),
    BatchGetDeploymentTargets: batchGetDeploymentTargets(world),
    BatchGetDeployments: batchGetDeployments(world),
    ContinueDeployment: continueDeployment(world),
    CreateApplication: createApplication(world),
    CreateDeployment: createDeployment(world),
    CreateDeploymentConfig: createDeploymentConfig(world),
    CreateDeploymentGroup: createDeploymentGroup(world),
    DeleteApplication: deleteApplication(world),
    DeleteDeploymentConfig: deleteDeploymentConfig(world),
    DeleteDeploymentGroup: deleteDeploymentGroup(world),
    GetApplication: getApplication(world),
    GetApplicationRevision: getApplicationRevision(world),
    GetDeployment: getDeployment(world),
    GetDeploymentConfig: getDeploymentConfig(world),
    GetDeploymentGroup: getDeploymentGroup(world),
    GetDeploymentInstance: getDeploymentInstance(world),
    GetDeploymentTarget: getDeploymentTarget(world),
    ListApplicationRevisions: listApplicationRevisions(world),
    ListApplications: listApplications(world),
    ListDeploymentConfigs: listDeploymentConfigs(world),
    ListDeploymentGroups: listDeploymentGroups(world),
    ListDeploymentInstances: listDeploymentInstances(world),
    ListDeploymentTargets: listDeploymentTargets(world),
    ListDeployments: listDeployments(world),
    ListTagsForResource: listTagsForResource(world),
    RegisterApplicationRevision: registerApplicationRevision(world),
    SkipWaitTimeForInstanceTermination: skipWaitTimeForInstanceTermination(world),
    StopDeployment: stopDeployment(world),
    TagResource: tagResource(world),
    UntagResource: untagResource(world),
    UpdateApplication: updateApplication(world),
    UpdateDeploymentGroup: updateDeploymentGroup(world),
  };
}
