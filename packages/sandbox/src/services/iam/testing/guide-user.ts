import { DEPLOYMENT_USER } from '../../../signature/credentials.js';
import type { IamSnapshot } from '../snapshot.js';
import { arnOf } from '../world.js';

/**
 * The guide's IAM user: CustomDeploymentPolicy inline (contract T7), CloudWatchLogsFullAccess attached. The policy is the
 * guide's with the colon that CodeDeploy's application ARNs really have (T8) and StopDeployment on `*` (contract E).
 */
export function guideUser(account: string): IamSnapshot {
  const user = {
    ...{ name: DEPLOYMENT_USER, path: '/', id: 'AIDABLUEGREENSANDBOX1', createdAt: 0, boundary: null, tags: [] },
    arn: arnOf({ account }, 'user', '/', DEPLOYMENT_USER),
    inline: [{ name: 'CustomDeploymentPolicy', document: JSON.stringify(customDeploymentPolicy) }],
    attached: ['arn:aws:iam::aws:policy/CloudWatchLogsFullAccess'],
  };
  return {
    ...{ version: 1, users: [user], roles: [], policies: [] },
    ...{ instanceProfiles: [], oidcProviders: [], accessKeys: [] },
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
