/** Constructs for one's own CDK app, and the stack that the plain template is made of. */
export { ArtifactBucket, type ArtifactBucketProps } from './constructs/artifact-bucket.js';
export { Audit, type AuditProps } from './constructs/audit.js';
export { BlueGreenService, type BlueGreenServiceProps, type HostProps } from './constructs/blue-green-service.js';
export { ColorFleet, COLOR_TAG, type ColorFleetProps } from './constructs/color-fleet.js';
export {
  DeployRole,
  GitLabProvider,
  type DeployRoleProps,
  type GitLabProviderProps,
} from './constructs/deploy-role.js';
export { DeploymentGroups, type DeploymentGroupsProps } from './constructs/deployment-groups.js';
export { DeploymentMetrics } from './constructs/deployment-metrics.js';
export { DEPLOYMENT_POLICY, DeploymentPolicy, type DeploymentPolicyProps } from './constructs/deployment-policy.js';
export { DeploymentUser, type DeploymentUserProps } from './constructs/deployment-user.js';
export { Entrance, type EntranceProps, type ListenersProps } from './constructs/entrance.js';
export { FlowLog, type FlowLogProps } from './constructs/flow-log.js';
export { HostRole, type HostRoleProps } from './constructs/host-role.js';
export { HostSetup, type HostSetupInput } from './constructs/host-setup.js';
export { Monitoring, type MonitoringProps } from './constructs/monitoring.js';
export { Network, type INetwork, type NetworkAttributes, type NetworkProps } from './constructs/network.js';
export { onlyIf } from './constructs/only-if.js';
export { OperatorPolicy, type OperatorPolicyProps } from './constructs/operator-policy.js';
export { ServiceDashboard, type ServiceDashboardProps } from './constructs/service-dashboard.js';
export { WebAcl, type WebAclProps } from './constructs/web-acl.js';
export { BlueGreenStack, type BlueGreenStackProps } from './stacks/blue-green-stack.js';
export type { StackContext } from './stacks/stack-context.js';
