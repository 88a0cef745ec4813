import { arnOf } from './world.js';
import type { ManagedPolicy } from './state.js';

type Statements = readonly { readonly actions: readonly string[]; readonly resources?: readonly string[] }[];

/**
 * The policies of AWS itself that a blue-green environment attaches. Each grants what AWS's grants of the services the
 * sandbox has, and of logs and Systems Manager; a name that is not here does not exist for the sandbox.
 */
const OFFERED: Readonly<Record<string, Statements>> = {
  AdministratorAccess: [{ actions: ['*'] }],
  CloudWatchLogsFullAccess: [{ actions: ['logs:*', 'cloudwatch:GenerateQuery'] }],
  CloudWatchAgentServerPolicy: [
    {
      actions: [
        'cloudwatch:PutMetricData',
        'ec2:DescribeVolumes',
        'ec2:DescribeTags',
        'logs:PutLogEvents',
        'logs:PutRetentionPolicy',
        'logs:DescribeLogStreams',
        'logs:DescribeLogGroups',
        'logs:CreateLogStream',
        'logs:CreateLogGroup',
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ],
    },
    { actions: ['ssm:GetParameter'], resources: ['arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*'] },
  ],
  AWSCloudFormationReadOnlyAccess: [
    { actions: ['cloudformation:Describe*', 'cloudformation:Get*', 'cloudformation:List*'] },
  ],
  ReadOnlyAccess: [
    {
      actions: [
        'acm:Describe*',
        'acm:Get*',
        'acm:List*',
        'autoscaling:Describe*',
        'cloudformation:Describe*',
        'cloudformation:Get*',
        'cloudformation:List*',
        'cloudwatch:Describe*',
        'cloudwatch:Get*',
        'cloudwatch:List*',
        'codedeploy:BatchGet*',
        'codedeploy:Get*',
        'codedeploy:List*',
        'ec2:Describe*',
        'elasticloadbalancing:Describe*',
        'iam:Get*',
        'iam:List*',
        'logs:Describe*',
        'logs:Get*',
        's3:Get*',
        's3:List*',
        'ssm:Describe*',
        'ssm:Get*',
        'sts:GetCallerIdentity',
      ],
    },
  ],
  AmazonSSMManagedInstanceCore: [
    {
      actions: [
        'ssm:DescribeAssociation',
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetDocument',
        'ssm:DescribeDocument',
        'ssm:GetManifest',
        'ssm:GetParameter',
        'ssm:GetParameters',
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:PutInventory',
        'ssm:PutComplianceItems',
        'ssm:PutConfigurePackageResult',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
        'ssmmessages:*',
        'ec2messages:*',
      ],
    },
  ],
  'service-role/AWSCodeDeployRole': [
    {
      actions: [
        'autoscaling:CompleteLifecycleAction',
        'autoscaling:DeleteLifecycleHook',
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLifecycleHooks',
        'autoscaling:PutLifecycleHook',
        'autoscaling:RecordLifecycleActionHeartbeat',
        'autoscaling:CreateAutoScalingGroup',
        'autoscaling:UpdateAutoScalingGroup',
        'autoscaling:DescribeScalingActivities',
        'autoscaling:SuspendProcesses',
        'autoscaling:ResumeProcesses',
        'autoscaling:AttachLoadBalancerTargetGroups',
        'autoscaling:DeleteAutoScalingGroup',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'ec2:TerminateInstances',
        'tag:GetResources',
        'sns:Publish',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:PutMetricAlarm',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:DeregisterTargets',
      ],
    },
  ],
};

const OFFERED_SINCE = Date.parse('2015-02-06T18:40:02Z');

/** One of AWS's own policies by its ARN. */
export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  return POLICIES.get(arn);
}

export function awsManagedPolicies(): readonly ManagedPolicy[] {
  return [...POLICIES.values()];
}

const POLICIES: ReadonlyMap<string, ManagedPolicy> = new Map(
  Object.entries(OFFERED).map(([title, statements], index) => {
    const slash = title.lastIndexOf('/');
    const path = slash < 0 ? '/' : `/${title.slice(0, slash + 1)}`;
    const name = title.slice(slash + 1);
    const arn = arnOf({ account: 'aws' }, 'policy', path, name);
    const Statement = statements.map(({ actions, resources }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resources ?? '*',
    }));
    const version = {
      id: 'v1',
      document: JSON.stringify({ Version: '2012-10-17', Statement }),
      createdAt: OFFERED_SINCE,
    };
    const id = `ANPABLUEGREENSANDBOX${index + 1}`;
    const dates = { createdAt: OFFERED_SINCE, updatedAt: OFFERED_SINCE };
    const shown = { description: null, defaultVersion: 'v1', versions: [version], lastVersion: 1, tags: [] };
    return [arn, { arn, name, path, id, ...dates, ...shown }];
  }),
);
