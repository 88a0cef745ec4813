import type { Deployment } from '../state.js';

/** What tells one deployment of a group from another. */
export type DeploymentRequest = Pick<
  Deployment,
  | 'applicationName'
  | 'configName'
  | 'minimum'
  | 'revision'
  | 'description'
  | 'creator'
  | 'ignoreApplicationStopFailures'
  | 'fileExistsBehavior'
  | 'autoRollback'
> &
  Partial<Pick<Deployment, 'only' | 'overrideAlarms' | 'rollback' | 'autoUpdateRoot' | 'updateOutdatedInstancesOnly'>>;
