import { DEPLOYMENT_USER } from '../../signature/credentials.js';
import type { IamFacts } from './facts.js';

/**
 * The guide's IAM user: CustomDeploymentPolicy inline (contract T7), CloudWatchLogsFullAccess attached. The policy is the
 * guide's with the colon that CodeDeploy's application ARNs really have (T8) and StopDeployment on `*` (contract E).
 */
export function shippedIamFacts(account: string, createdAt: Date): IamFacts {
  const logsPolicy = 'arn:aws:iam::aws:policy/CloudWatchLogsFullAccess';
  return {
    account,
    users: [
      {
        name: DEPLOYMENT_USER,
        id: 'AIDABLUEGREENSANDBOX1',
        createdAt,
        inline: { CustomDeploymentPolicy: customDeploymentPolicy },
        attached: [logsPolicy],
      },
    ],
    policies: [
      {
        arn: logsPolicy,
        name: 'CloudWatchLogsFullAccess',
        id: 'ANPABLUEGREENSANDBOX1',
        description: 'Provides full access to CloudWatch Logs',
        createdAt: new Date('2015-02-06T18:40:02Z'),
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['logs:*', 'cloudwatch:GenerateQuery'], Resource: '*' }],
        },
      },
    ],
  };
}

const customDeploymentPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowS3ArtifactAccess',
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::bluegreen-codedeploy-artifacts-*', 'arn:aws:s3:::bluegreen-codedeploy-artifacts-*/*'],
    },
    {
      Sid: 'AllowCodeDeployActions',
      Effect: 'Allow',
      Action: [
        'codedeploy:CreateDeployment',
        'codedeploy:GetApplication',
        'codedeploy:GetDeployment',
        'codedeploy:GetDeploymentConfig',
        'codedeploy:ListDeployments',
        'codedeploy:GetDeploymentGroup',
        'codedeploy:ListDeploymentGroups',
      ],
      Resource: [
        'arn:aws:codedeploy:*:*:application:bluegreen-deployment-*',
        'arn:aws:codedeploy:*:*:deploymentgroup:bluegreen-deployment-*/*',
        'arn:aws:codedeploy:*:*:deploymentconfig:*',
      ],
    },
    { Sid: 'AllowStoppingDeployments', Effect: 'Allow', Action: ['codedeploy:StopDeployment'], Resource: '*' },
    {
      Sid: 'AllowELBReadAndModifySpecificListener',
      Effect: 'Allow',
      Action: [
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeTargetHealth',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:DescribeLoadBalancers',
      ],
      Resource: '*',
    },
    {
      Sid: 'AllowCloudFormationRead',
      Effect: 'Allow',
      Action: [
        'cloudformation:DescribeStacks',
        'cloudformation:ListStackResources',
        'cloudformation:DescribeStackResources',
      ],
      Resource: 'arn:aws:cloudformation:*:*:stack/bluegreen-deployment-*/*',
    },
  ],
};
