import type { Stack } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding that stands, where it stands, and why. Paths are below the stack. */
type Acknowledgement = readonly [path: string, finding: string, reason: string];

const OPEN_DOOR = 'The service is public: production listens to everybody. The test listener’s range is a parameter.';
const NO_ACCESS_LOG =
  'Written by the pipeline and read by hosts, both known principals; data events of the trail tell more than access logs.';
const GROUP_EVENTS = 'Scaling is watched by metrics and alarms; a mail for each instance tells nobody anything.';
const SESSIONS = 'The SSM agent’s permissions change with the agent; AWS keeps this policy up to date.';
const CODEDEPLOY =
  'CodeDeploy’s permissions on Auto Scaling change with the service; AWS keeps this policy up to date.';
const GUIDE_LOGS = 'Asked for by the guide, on the user that exists only where CreateIamUser says yes.';

const PLACE = '<AWS::Region>:<AWS::AccountId>';
const BUCKET = 'arn:<AWS::Partition>:s3:::<ArtifactBucket>';
const STEM = '<ProjectName>-<Environment>';
const LISTENER_PATH =
  '{"Fn::Select":[1,{"Fn::Split":[":listener/",{"Fn::If":["CertificateGiven",{"Ref":"ApplicationLoadBalancerHttpsListener"},{"Ref":"ApplicationLoadBalancerHttpListener"}]}]}]}';

const PUBLISHER_WILDCARDS: Readonly<Record<string, string>> = {
  [`${BUCKET}/releases/*`]: 'Bundles are named after releases that do not exist yet.',
};

/** Wildcards of the policies that the SDK computes; contract E says which actions know no resources. */
const OPERATOR_WILDCARDS: Readonly<Record<string, string>> = {
  '*': 'Describe calls and CodeDeploy’s target and stop calls know no resources.',
  [`arn:<AWS::Partition>:autoscaling:${PLACE}:autoScalingGroup:*:autoScalingGroupName/${STEM}-*-asg`]:
    'The id of a group is not known before it exists; its name is. The star in the name stands for the colour.',
  [`${BUCKET}/state/<ProjectName>/<Environment>/*`]: 'Lease and journal of this environment alone.',
  [`arn:<AWS::Partition>:codedeploy:${PLACE}:deploymentconfig:*`]: 'Read only: whichever configuration a group has.',
  [`arn:<AWS::Partition>:codedeploy:${PLACE}:deploymentgroup:${STEM}-app/${STEM}-app-*-dg`]:
    'The star stands for the colour.',
  [`arn:<AWS::Partition>:elasticloadbalancing:${PLACE}:listener-rule/${LISTENER_PATH}/*`]:
    'Rules that a user adds to this production listener switch together with it.',
  [`arn:<AWS::Partition>:cloudformation:${PLACE}:stack/<AWS::StackName>/*`]: 'What follows is the id of this stack.',
};

const HOST_WILDCARDS: Readonly<Record<string, string>> = {
  '*': 'PutMetricData knows no resources; a condition keeps it to the agent’s namespace.',
  [`${BUCKET}/*`]: 'A bundle that somebody pushed by hand may have any key.',
  [`arn:<AWS::Partition>:logs:${PLACE}:log-group:/bluegreen/<AWS::StackName>/*`]:
    'Log groups of this environment alone.',
};

const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ['ArtifactBucket', 'AwsSolutions-S1', NO_ACCESS_LOG],
  ['Audit/Records', 'AwsSolutions-S1', 'It holds the log of accesses itself; a log of its own would have no end.'],
  ['Service/ApplicationLoadBalancer/SecurityGroup', 'AwsSolutions-EC23', OPEN_DOOR],
  ['Service/ApplicationLoadBalancer/Https', 'AwsSolutions-EC23', OPEN_DOOR],
  [
    'Service/ApplicationLoadBalancer/Resource',
    'AwsSolutions-ELB2',
    'nginx on the hosts logs every request to CloudWatch Logs; who wants the balancer’s own log names a bucket for it.',
  ],
  ['Service/Blue/AutoScalingGroup', 'AwsSolutions-AS3', GROUP_EVENTS],
  ['Service/Green/AutoScalingGroup', 'AwsSolutions-AS3', GROUP_EVENTS],
  ['Service/HostRole', managed('AmazonSSMManagedInstanceCore'), SESSIONS],
  ['Service/CodeDeploy/Role', managed('service-role/AWSCodeDeployRole'), CODEDEPLOY],
  ['DeploymentUser', managed('CloudWatchLogsFullAccess'), GUIDE_LOGS],
  ...wildcards('Service/HostRole', HOST_WILDCARDS),
  ...wildcards('DeploymentPolicy', PUBLISHER_WILDCARDS),
  ...wildcards('OperatorPolicy', { ...PUBLISHER_WILDCARDS, ...OPERATOR_WILDCARDS }),
];

/** Says of each finding of cdk-nag's AwsSolutions that stands why it does. */
export function acknowledgeFindings(stack: Stack): void {
  for (const [path, finding, reason] of ACKNOWLEDGEMENTS) {
    Validations.of(at(stack, path)).acknowledge({ id: `AwsSolutions::${finding}`, reason });
  }
  Validations.of(stack).acknowledge(
    { id: 'CloudFormation-Validate::W1001', reason: 'Both stand in one Fn::If over the same condition.' },
    { id: 'CloudFormation-Validate::W1030', reason: 'The empty default is behind a condition that excludes it.' },
  );
}

function managed(name: string): string {
  return `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`;
}

function wildcards(path: string, reasons: Readonly<Record<string, string>>): Acknowledgement[] {
  return Object.entries(reasons).map(([resource, reason]) => [
    path,
    `AwsSolutions-IAM5[Resource::${resource}]`,
    reason,
  ]);
}

function at(stack: Stack, path: string): IConstruct {
  return path.split('/').reduce<IConstruct>((scope, id) => scope.node.findChild(id), stack);
}
