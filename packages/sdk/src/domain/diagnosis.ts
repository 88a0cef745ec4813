import type { Color, ColorChoice } from './color.js';
import type { InstanceProgress } from './operations.js';

/** Failures of a deployment that can be told by their words; `planning/recognize-failure.ts` has the words. */
export const FAILURE_CAUSES = [
  'output-left-open',
  'script-timed-out',
  'script-missing',
  'script-not-executable',
  'file-exists',
  'disk-full',
  'port-taken',
  'command-not-found',
  'package-install',
  'nginx-configuration',
  'wrong-release',
  'unhealthy-application',
  'previous-revision-stop',
  'bundle-access-denied',
  'bundle-gone',
  'agent-silent',
  'no-instances',
  'too-many-failed',
  'script-failed',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

export interface DiagnoseInput {
  /** Default: the colour's newest deployment. */
  readonly deploymentId?: string;
  /** Default `idle`. */
  readonly color?: ColorChoice;
}

/** One lifecycle event of one instance that failed. */
export interface LifecycleFailure {
  readonly instance: string;
  readonly event: string;
  readonly script: string | null;
  readonly message: string;
  readonly logTail: readonly string[];
  /** The likely cause; null when nothing in the words tells. */
  readonly cause: FailureCause | null;
}

export interface Diagnosis {
  /** Null where the colour never had a deployment. */
  readonly deploymentId: string | null;
  readonly color: Color | null;
  /** CodeDeploy's word, such as `Failed`; null without a deployment. */
  readonly status: string | null;
  /** What CodeDeploy says of the whole deployment; null when it says nothing. */
  readonly error: string | null;
  /** Likely cause of `error` alone, where no event failed. */
  readonly cause: FailureCause | null;
  readonly failures: readonly LifecycleFailure[];
  readonly instances: readonly InstanceProgress[];
}

/** Where the rest of the story stands on a host (the guide's "log places"). */
export const LOG_PLACES = [
  { path: '/var/log/aws/codedeploy-agent/codedeploy-agent.log', tells: 'the agent' },
  {
    path: '/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log',
    tells: 'the hook scripts',
  },
  { path: '/opt/bluegreen-app/logs/application.log', tells: 'the application' },
  { path: '/opt/bluegreen-app/logs/pm2.log', tells: 'PM2' },
  { path: '/var/log/nginx/error.log', tells: 'nginx' },
  { path: '/var/log/messages', tells: 'the system' },
] as const;
