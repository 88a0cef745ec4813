import type { CfnParameterProps } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const IPV4_RANGE = '^(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}$';
const YES_OR_NO = { allowedValues: ['yes', 'no'] };
const SIZE = { type: 'Number', minValue: 0, maxValue: 100 };

/** Every parameter of the stack, with its default and what it must look like. `VpcCidr` only where we make the VPC. */
const PARAMETERS = {
  ProjectName: {
    default: 'bluegreen-deployment',
    description: 'First part of every name',
    allowedPattern: '^[a-z][a-z0-9-]{0,30}[a-z0-9]$',
    constraintDescription: '2 to 32 of a-z, 0-9 and -, beginning with a letter',
  },
  Environment: {
    default: 'production',
    description: 'Second part of every name',
    allowedPattern: '^[a-z][a-z0-9-]{0,14}[a-z0-9]$',
    constraintDescription: '2 to 16 of a-z, 0-9 and -, beginning with a letter',
  },
  KeyPairName: {
    default: '',
    description: 'EC2 key pair of the hosts; empty for none (no port is open for SSH)',
    allowedPattern: '^[ -~]{0,255}$',
  },
  InstanceType: {
    default: 't3.medium',
    description: 'Type of the hosts',
    allowedPattern: '^[a-z][a-z0-9-]*\\.[a-z0-9-]+$',
    constraintDescription: 'an EC2 instance type such as t3.medium',
  },
  ImageId: {
    type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
    default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    description: 'Public parameter of an Amazon Linux 2023 image',
  },
  BlueDesired: { ...SIZE, default: 2, description: 'Hosts of BLUE at first' },
  GreenDesired: { ...SIZE, default: 2, description: 'Hosts of GREEN at first' },
  MaxSize: { ...SIZE, minValue: 1, default: 4, description: 'Most hosts a colour' },
  VpcCidr: {
    default: '10.0.0.0/16',
    description: 'Range of the VPC; another one is another network',
    allowedPattern: '^(\\d{1,3}\\.){3}\\d{1,3}/(1[6-9]|2[0-4])$',
    constraintDescription: 'an IPv4 range from /16 to /24',
  },
  TestListenerCidr: {
    default: '0.0.0.0/0',
    description: 'Who may ask either colour by name on port 8080',
    allowedPattern: IPV4_RANGE,
    constraintDescription: 'an IPv4 range such as 203.0.113.0/24',
  },
  CertificateArn: {
    default: '',
    description: 'ACM certificate for HTTPS; empty for HTTP only',
    allowedPattern: '^(arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/.+)?$',
    constraintDescription: 'the ARN of an ACM certificate, or empty',
  },
  AlarmEmail: {
    default: '',
    description: 'Who gets a mail about alarms; empty for nobody',
    allowedPattern: '^([^@\\s]+@[^@\\s]+)?$',
    constraintDescription: 'an e-mail address, or empty',
  },
  ArtifactBucketName: {
    default: '',
    description: 'Bucket of bundles; empty for bluegreen-codedeploy-artifacts-<account>',
    allowedPattern: '^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$',
    constraintDescription: 'a bucket name, or empty',
  },
  GitLabUrl: {
    default: 'https://gitlab.com',
    description: 'Issuer and audience of the tokens of jobs',
    allowedPattern: '^https://[a-zA-Z0-9.-]+(:\\d+)?$',
    constraintDescription: 'https:// and a host, without a path',
  },
  GitLabProjectPath: {
    default: '',
    description: 'group/project whose jobs may deploy; empty lets nobody in',
    allowedPattern: '^([\\w.-]+(/[\\w.-]+)+)?$',
    constraintDescription: 'group/project, or empty',
  },
  GitLabBranches: {
    default: 'main',
    description: 'Branches whose jobs may deploy; may hold * and ?',
    allowedPattern: '^[\\w./*?-]+$',
  },
  GitLabProviderArn: {
    default: '',
    description: 'IAM identity provider of that GitLab; empty to make it',
    allowedPattern: '^(arn:aws[a-z-]*:iam::\\d{12}:oidc-provider/.+)?$',
    constraintDescription: 'the ARN of an IAM OIDC provider, or empty',
  },
  CreateIamUser: { ...YES_OR_NO, default: 'no', description: 'Also make the user gitlab-deployment-user' },
  EnableFlowLogs: { ...YES_OR_NO, default: 'yes', description: 'Log every connection of the VPC' },
  EnableWaf: { ...YES_OR_NO, default: 'no', description: 'AWS WAF before the load balancer' },
  EnableCloudTrail: { ...YES_OR_NO, default: 'no', description: 'A trail over all regions' },
  EnableConfig: { ...YES_OR_NO, default: 'no', description: 'AWS Config with three rules' },
  EnableGuardDuty: { ...YES_OR_NO, default: 'no', description: 'GuardDuty' },
} as const satisfies Readonly<Record<string, CfnParameterProps>>;

export type ParameterName = keyof typeof PARAMETERS;
export type Parameters = Readonly<Record<ParameterName, CfnParameter>>;

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as ParameterName[];

/** @param defaults what a synth of one's own puts in place of the shipped defaults */
export function createParameters(
  scope: Construct,
  defaults: Partial<Readonly<Record<ParameterName, string | number>>>,
): (name: ParameterName) => CfnParameter {
  const made = new Map<ParameterName, CfnParameter>();
  return (name) => {
    const parameter =
      made.get(name) ??
      new CfnParameter(scope, name, { ...PARAMETERS[name], default: defaults[name] ?? PARAMETERS[name].default });
    made.set(name, parameter);
    return parameter;
  };
}
