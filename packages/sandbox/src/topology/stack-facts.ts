import type { StackFacts, StackOutput, StackResource } from '../services/cloudformation/facts.js';
import { DEPLOYMENT_USER } from '../signature/credentials.js';
import { SHIPPED } from './names.js';
import type { Topology } from './topology.js';

/** The shipped environment as CloudFormation describes it. */
export function stackFacts(topology: Topology, dnsName: string): StackFacts {
  return {
    name: SHIPPED.stack,
    id: topology.stackId,
    createdAt: new Date(topology.createdAt),
    description: 'Blue-green environment: one load balancer, two colours, CodeDeploy',
    parameters: [
      { key: 'ProjectName', value: SHIPPED.project, description: 'Project the environment belongs to' },
      { key: 'Environment', value: SHIPPED.environment, description: 'Name of the environment' },
      { key: 'KeyPairName', value: 'bluegreen-deployment-keypair', description: 'EC2 key pair of the instances' },
      { key: 'InstanceType', value: 't3.medium', description: 'Type of the instances' },
    ],
    outputs: outputs(topology, dnsName),
    resources: resources(topology),
    capabilities: ['CAPABILITY_NAMED_IAM'],
  };
}

function outputs(topology: Topology, dnsName: string): StackOutput[] {
  const { targetGroups } = topology;
  return [
    { key: 'ApplicationLoadBalancerDNSName', value: dnsName, description: 'Address of the load balancer' },
    { key: 'ApplicationLoadBalancerArn', value: topology.loadBalancer.arn, description: 'Load balancer' },
    { key: 'ListenerArn', value: topology.listenerArn, description: 'Production listener (ALB_LISTENER_ARN)' },
    {
      key: 'TestListenerArn',
      value: topology.testListenerArn,
      description: 'Listener that answers either colour by header',
    },
    { key: 'BlueTargetGroupArn', value: targetGroups.blue.arn, description: 'Target group of BLUE' },
    { key: 'GreenTargetGroupArn', value: targetGroups.green.arn, description: 'Target group of GREEN' },
    { key: 'BlueTargetGroupName', value: targetGroups.blue.name, description: 'Name of the target group of BLUE' },
    { key: 'GreenTargetGroupName', value: targetGroups.green.name, description: 'Name of the target group of GREEN' },
    { key: 'ArtifactBucketName', value: SHIPPED.bucket, description: 'Bucket of revisions' },
    { key: 'CodeDeployApplicationName', value: SHIPPED.application, description: 'CodeDeploy application' },
    { key: 'BlueDeploymentGroupName', value: SHIPPED.deploymentGroup('blue'), description: 'Deployment group of BLUE' },
    {
      key: 'GreenDeploymentGroupName',
      value: SHIPPED.deploymentGroup('green'),
      description: 'Deployment group of GREEN',
    },
    {
      key: 'BlueAutoScalingGroupName',
      value: SHIPPED.autoScalingGroup('blue'),
      description: 'Auto Scaling group of BLUE',
    },
    {
      key: 'GreenAutoScalingGroupName',
      value: SHIPPED.autoScalingGroup('green'),
      description: 'Auto Scaling group of GREEN',
    },
  ];
}

function resources(topology: Topology): StackResource[] {
  const elb = 'AWS::ElasticLoadBalancingV2';
  const { targetGroups, ruleArns } = topology;
  return [
    { logicalId: 'ArtifactBucket', physicalId: SHIPPED.bucket, type: 'AWS::S3::Bucket' },
    { logicalId: 'ApplicationLoadBalancer', physicalId: topology.loadBalancer.arn, type: `${elb}::LoadBalancer` },
    { logicalId: 'BlueTargetGroup', physicalId: targetGroups.blue.arn, type: `${elb}::TargetGroup` },
    { logicalId: 'GreenTargetGroup', physicalId: targetGroups.green.arn, type: `${elb}::TargetGroup` },
    { logicalId: 'ProductionListener', physicalId: topology.listenerArn, type: `${elb}::Listener` },
    { logicalId: 'TestListener', physicalId: topology.testListenerArn, type: `${elb}::Listener` },
    { logicalId: 'TestBlueRule', physicalId: ruleArns.blue, type: `${elb}::ListenerRule` },
    { logicalId: 'TestGreenRule', physicalId: ruleArns.green, type: `${elb}::ListenerRule` },
    {
      logicalId: 'BlueAutoScalingGroup',
      physicalId: SHIPPED.autoScalingGroup('blue'),
      type: 'AWS::AutoScaling::AutoScalingGroup',
    },
    {
      logicalId: 'GreenAutoScalingGroup',
      physicalId: SHIPPED.autoScalingGroup('green'),
      type: 'AWS::AutoScaling::AutoScalingGroup',
    },
    { logicalId: 'CodeDeployApplication', physicalId: SHIPPED.application, type: 'AWS::CodeDeploy::Application' },
    {
      logicalId: 'BlueDeploymentGroup',
      physicalId: SHIPPED.deploymentGroup('blue'),
      type: 'AWS::CodeDeploy::DeploymentGroup',
    },
    {
      logicalId: 'GreenDeploymentGroup',
      physicalId: SHIPPED.deploymentGroup('green'),
      type: 'AWS::CodeDeploy::DeploymentGroup',
    },
    { logicalId: 'DeploymentUser', physicalId: DEPLOYMENT_USER, type: 'AWS::IAM::User' },
    { logicalId: 'DeployerRole', physicalId: roleName(SHIPPED.deployerRole), type: 'AWS::IAM::Role' },
    { logicalId: 'CodeDeployRole', physicalId: roleName(SHIPPED.serviceRole), type: 'AWS::IAM::Role' },
  ];
}

function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
