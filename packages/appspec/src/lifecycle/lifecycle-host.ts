import type { FileExistsBehavior } from '../app-spec.js';
import type { LifecycleEventName } from '../lifecycle-event.js';

/** What the service tells an agent about a deployment (contract C8, C10). */
export interface DeploymentFacts {
  deploymentId: string;
  applicationName: string;
  deploymentGroupName: string;
  deploymentGroupId: string;
  bundle: { bucket: string; key: string; version: string | null; eTag: string | null; type: 'zip' | 'tar' | 'tgz' };
  fileExistsBehavior: FileExistsBehavior;
  /** For the service: a failed ApplicationStop, BeforeBlockTraffic or AfterBlockTraffic is reported but stops nothing. */
  ignoreApplicationStopFailures: boolean;
}

/** How an event ended, as the agent reports it. */
export interface EventOutcome {
  status: 'Succeeded' | 'Failed';
  errorCode: 'Success' | 'ScriptMissing' | 'ScriptNotExecutable' | 'ScriptTimedOut' | 'ScriptFailed' | 'UnknownError';
  scriptName: string | null;
  message: string;
  /** Last 2,048 characters of what the event's scripts wrote. */
  logTail: string;
}

export interface LifecycleHost {
  /**
   * Runs one scriptable or built-in event; not BlockTraffic or AllowTraffic, which are the service's.
   * Never throws for a failing deployment: that is the outcome. When `signal` fires, the running script's whole process
   * group gets SIGTERM and, five seconds later, SIGKILL; the outcome is then Failed.
   */
  runEvent(event: LifecycleEventName, facts: DeploymentFacts, signal?: AbortSignal): Promise<EventOutcome>;
}

export interface LifecycleHostOptions {
  /** Such as `<root>/opt/codedeploy-agent/deployment-root` (contract C4). */
  deploymentRoot: string;
  /** Put before every destination and permission object; '' on a real host. */
  fileSystemRoot: string;
  /** Environment of hook scripts, before the agent's own variables are added. */
  environment: Record<string, string>;
  /** Where hook scripts start: the agent's own folder, never the bundle's. */
  workingDirectory: string;
  /** Puts the revision's archive at `file`. */
  fetchBundle: (facts: DeploymentFacts, file: string, signal?: AbortSignal) => Promise<{ eTag: string | null }>;
  /** `skip` on a laptop: owners, access lists, SELinux contexts, runas and sudo are written to the deployments log, not done. */
  identity: 'apply' | 'skip';
  /** Archives kept for each deployment group; 5 unless told otherwise. */
  maxRevisions?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}
