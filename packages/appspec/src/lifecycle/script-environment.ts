import type { LifecycleEventName } from '../lifecycle-event.js';
import type { DeploymentFacts } from './lifecycle-host.js';

/** The agent's own credentials, which scripts never see. */
const withheld = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_CREDENTIAL_FILE'];

/** What a hook script finds in its environment (contract C8). */
export function scriptEnvironment(
  base: Record<string, string>,
  event: LifecycleEventName,
  facts: DeploymentFacts,
): Record<string, string> {
  const own: Record<string, string | null> = {
    LIFECYCLE_EVENT: event,
    DEPLOYMENT_ID: facts.deploymentId,
    APPLICATION_NAME: facts.applicationName,
    DEPLOYMENT_GROUP_NAME: facts.deploymentGroupName,
    DEPLOYMENT_GROUP_ID: facts.deploymentGroupId,
    BUNDLE_BUCKET: facts.bundle.bucket,
    BUNDLE_KEY: facts.bundle.key,
    BUNDLE_VERSION: facts.bundle.version,
    BUNDLE_ETAG: facts.bundle.eTag,
  };
  const environment = { ...base };
  for (const name of withheld) delete environment[name];
  for (const [name, value] of Object.entries(own)) {
    if (value === null) delete environment[name];
    else environment[name] = value;
  }
  return environment;
}
