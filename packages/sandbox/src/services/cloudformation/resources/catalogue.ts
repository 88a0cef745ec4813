import { certificate } from './acm/certificate.js';
import { autoScalingGroup } from './autoscaling/auto-scaling-group.js';
import { lifecycleHook } from './autoscaling/lifecycle-hook.js';
import { alarm } from './cloudwatch/alarm.js';
import { dashboard } from './cloudwatch/dashboard.js';
import { application } from './codedeploy/application.js';
import { deploymentGroup } from './codedeploy/deployment-group.js';
import { launchTemplate } from './ec2/launch-template.js';
import { listenerCertificate } from './elbv2/listener-certificate.js';
import { listenerRule } from './elbv2/listener-rule.js';
import { listener } from './elbv2/listener.js';
import { loadBalancer } from './elbv2/load-balancer.js';
import { targetGroup } from './elbv2/target-group.js';
import { instanceProfile } from './iam/instance-profile.js';
import { managedPolicy } from './iam/managed-policy.js';
import { oidcProvider } from './iam/oidc-provider.js';
import { policy } from './iam/policy.js';
import { role } from './iam/role.js';
import { user } from './iam/user.js';
import { elasticAddress, gatewayAttachment, internetGateway, natGateway } from './network/gateways.js';
import { route, routeTable, routeTableAssociation } from './network/routes.js';
import { securityGroup, securityGroupEgress, securityGroupIngress } from './network/security-group.js';
import { subnet } from './network/subnet.js';
import { vpc } from './network/vpc.js';
import { flowLog, vpcEndpoint } from './network/watching.js';
import {
  cdkMetadata,
  configRule,
  configurationRecorder,
  deliveryChannel,
  parameter,
  waitConditionHandle,
} from './record/configuring.js';
import { subscription, topic, topicPolicy } from './record/messaging.js';
import { eventRule, logGroup, metricFilter, trail } from './record/observing.js';
import { detector, key, keyAlias, webAcl, webAclAssociation } from './record/protecting.js';
import { repository } from './record/storing.js';
import type { ResourceType } from './resource-type.js';
import { bucketPolicy } from './s3/bucket-policy.js';
import { bucket } from './s3/bucket.js';

/** Types that act: what they make is there for every client. */
const REAL: readonly ResourceType[] = [
  ...[certificate, listenerCertificate],
  ...[loadBalancer, targetGroup, listener, listenerRule, autoScalingGroup, lifecycleHook, launchTemplate],
  ...[application, deploymentGroup, bucket, bucketPolicy, alarm, dashboard],
  ...[role, user, policy, managedPolicy, instanceProfile, oidcProvider],
];

/** Types that are only remembered, with the Ref and GetAtt of AWS. */
const RECORDED: readonly ResourceType[] = [
  ...[vpc, subnet, internetGateway, gatewayAttachment, natGateway, elasticAddress, flowLog, vpcEndpoint],
  ...[routeTable, route, routeTableAssociation, securityGroup, securityGroupIngress, securityGroupEgress],
  ...[logGroup, metricFilter, trail, eventRule, topic, subscription, topicPolicy],
  ...[webAcl, webAclAssociation, detector, key, keyAlias],
  ...[parameter, configurationRecorder, deliveryChannel, configRule, cdkMetadata, waitConditionHandle],
  repository,
];

/** Every resource type the sandbox knows, by name. */
export const CATALOGUE: ReadonlyMap<string, ResourceType> = new Map(
  [...REAL, ...RECORDED].map((type) => [type.type, type]),
);
