import type { PortName } from '../iam-actions.js';
import type { PolicyNames } from './policy-names.js';

/** Where an action is allowed: resource ARNs, and the conditions besides. */
export interface Scope {
  /** Part of the statement's Sid; actions with one scope share a statement. */
  readonly name: string;
  readonly resources: (names: PolicyNames) => readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const arn = (names: PolicyNames, service: string, resource: string) =>
  `arn:${names.partition}:${service}:${names.region}:${names.account}:${resource}`;

// Contract E: actions without resource types, so that only a statement on `*` grants them. DescribeAlarms has one, but
// a composite alarm is described only to who may describe all.
const unscoped: Scope = { name: 'Unscoped', resources: () => ['*'] };
const metrics: Scope = {
  name: 'Metrics',
  resources: () => ['*'],
  condition: { StringEquals: { 'cloudwatch:namespace': 'BlueGreen' } },
};

const listeners: Scope = {
  name: 'Listener',
  resources: (names) => names.listeners.map((path) => arn(names, 'elasticloadbalancing', `listener/${path}`)),
};
const listenerRules: Scope = {
  name: 'ListenerRule',
  resources: (names) => names.listeners.map((path) => arn(names, 'elasticloadbalancing', `listener-rule/${path}/*`)),
};
const autoScalingGroups: Scope = {
  name: 'AutoScalingGroup',
  resources: (names) =>
    names.autoScalingGroups.map((group) =>
      arn(names, 'autoscaling', `autoScalingGroup:*:autoScalingGroupName/${group}`),
    ),
};
const application: Scope = {
  name: 'Application',
  resources: (names) => [arn(names, 'codedeploy', `application:${names.application}`)],
};
const deploymentGroups: Scope = {
  name: 'DeploymentGroup',
  resources: (names) =>
    names.deploymentGroups.map((group) => arn(names, 'codedeploy', `deploymentgroup:${names.application}/${group}`)),
};
const deploymentConfigs: Scope = {
  name: 'DeploymentConfig',
  resources: (names) => [arn(names, 'codedeploy', 'deploymentconfig:*')],
};
const stack: Scope = {
  name: 'Stack',
  resources: (names) => [arn(names, 'cloudformation', `stack/${names.stack}/*`)],
};
const bucket: Scope = {
  name: 'Bucket',
  resources: (names) => [`arn:${names.partition}:s3:::${names.bucket}`],
};
const bundles: Scope = {
  name: 'Bundles',
  resources: (names) => [`arn:${names.partition}:s3:::${names.bucket}/releases/*`],
};
const state: Scope = {
  name: 'State',
  resources: (names) => [`arn:${names.partition}:s3:::${names.bucket}/${names.statePrefix}/*`],
};

/** Objects: which part of the bucket depends on the port that touches it. */
const OBJECTS: Readonly<Partial<Record<PortName, Scope>>> = { artifacts: bundles, documents: state };

const SCOPES: readonly (readonly [RegExp, Scope])[] = [
  [/^elasticloadbalancing:Describe/, unscoped],
  [/^elasticloadbalancing:ModifyListener$/, listeners],
  [/^elasticloadbalancing:ModifyRule$/, listenerRules],
  [/^autoscaling:Describe/, unscoped],
  [/^autoscaling:(UpdateAutoScalingGroup|SetDesiredCapacity|SuspendProcesses|ResumeProcesses)$/, autoScalingGroups],
  [
    /^codedeploy:(StopDeployment|ListDeploymentTargets|GetDeploymentTarget|BatchGetDeploymentTargets|ListApplications)$/,
    unscoped,
  ],
  [
    /^codedeploy:(GetApplication|GetApplicationRevision|RegisterApplicationRevision|ListApplicationRevisions|BatchGetApplicationRevisions|BatchGetApplications|ListDeploymentGroups)$/,
    application,
  ],
  [/^codedeploy:GetDeploymentConfig$/, deploymentConfigs],
  [
    /^codedeploy:(CreateDeployment|GetDeployment|ListDeployments|BatchGetDeployments|GetDeploymentGroup|BatchGetDeploymentGroups|ListDeploymentInstances)$/,
    deploymentGroups,
  ],
  [/^cloudformation:(DescribeStacks|DescribeStackResources|DescribeStackEvents|ListStackResources)$/, stack],
  [/^cloudwatch:DescribeAlarms$/, unscoped],
  [/^cloudwatch:PutMetricData$/, metrics],
  [/^s3:(ListBucket|ListBucketVersions)$/, bucket],
];

/** GetCallerIdentity is allowed to everybody, even against a deny (contract E). */
const NEEDS_NO_GRANT: readonly string[] = ['sts:GetCallerIdentity'];

/** Scope of an action as a port uses it (contract E); null when it needs no grant. */
export function scopeOf(port: PortName, action: string): Scope | null {
  if (NEEDS_NO_GRANT.includes(action)) return null;
  const objects = /^s3:(Get|Put|Delete|Abort)/.test(action) ? OBJECTS[port] : undefined;
  const found = objects ?? SCOPES.find(([pattern]) => pattern.test(action))?.[1];
  // A program error: whoever declares a new action also says here where it may be used.
  if (!found) throw new Error(`No scope is known for ${action} of the port ${port}; add it to policies/scopes.ts.`);
  return found;
}
