import type { Check } from './checks.js';
import {
  checkAlarm,
  checkBoolean,
  checkBucket,
  checkCodeDeployName,
  checkGroupName,
  checkListenerArn,
  checkPath,
  checkProjectName,
  checkRate,
  checkRegion,
  checkStackName,
  checkTargetGroup,
  checkUrl,
} from './checks.js';

/** One setting: where it may come from, and what it must look like. */
export interface Field {
  /** Dotted path in bluegreen.yaml and in `bluegreen config explain`. */
  readonly key: string;
  readonly description: string;
  /** Key in `ConfigInput.flags`; on a command line it is written with dashes. */
  readonly flag: string;
  /** Variables, strongest first: our own, then those of the guide's GitLab project. */
  readonly variables: readonly string[];
  /** Stack outputs, strongest first. */
  readonly outputs: readonly string[];
  /** Several values, separated by commas outside of bluegreen.yaml. */
  readonly list: boolean;
  /** Written as a number in bluegreen.yaml. */
  readonly number: boolean;
  /** Written as true or false in bluegreen.yaml. */
  readonly boolean: boolean;
  /** Every operation needs it and nothing can be assumed for it. */
  readonly required: boolean;
  readonly check: Check;
}

type FieldInput = Pick<Field, 'key' | 'description' | 'flag' | 'check'> & Partial<Field>;

function field(input: FieldInput): Field {
  const own = `BLUEGREEN_${input.flag.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  const { variables = [], outputs = [], list = false, number = false, boolean = false, required = false } = input;
  return { ...input, variables: [own, ...variables], outputs, list, number, boolean, required };
}

function colorFields(color: 'blue' | 'green'): Field[] {
  const Color = color === 'blue' ? 'Blue' : 'Green';
  return [
    field({
      key: `colors.${color}.targetGroup`,
      description: `Target group of the ${color} hosts: its ARN, or its name of at most 32 characters.`,
      flag: `${color}TargetGroup`,
      variables: [`${Color.toUpperCase()}_TARGET_GROUP`],
      outputs: [`${Color}TargetGroupArn`, `${Color}TargetGroupName`],
      required: true,
      check: checkTargetGroup,
    }),
    field({
      key: `colors.${color}.deploymentGroup`,
      description: `CodeDeploy deployment group of the ${color} hosts. Default: <codeDeployApplication>-${color}-dg.`,
      flag: `${color}DeploymentGroup`,
      outputs: [`${Color}DeploymentGroupName`],
      check: checkCodeDeployName,
    }),
    field({
      key: `colors.${color}.autoScalingGroup`,
      description: `Auto Scaling group of the ${color} hosts. Default: <stack>-${color}-asg.`,
      flag: `${color}AutoScalingGroup`,
      outputs: [`${Color}AutoScalingGroupName`],
      check: checkGroupName,
    }),
  ];
}

/** Every setting of an environment, in the order in which `explain` lists them. */
export const FIELDS: readonly Field[] = [
  field({
    key: 'project',
    description: 'Name of the project; first part of every derived name. Default: bluegreen-deployment.',
    flag: 'project',
    check: checkProjectName,
  }),
  field({
    key: 'environment',
    description: 'Environment to work on when none is named. Default: the only one listed, else production.',
    flag: 'environment',
    check: checkProjectName,
  }),
  field({
    key: 'region',
    description: 'AWS region. Default: the region in the listener ARN, else the AWS profile’s, else us-east-1.',
    flag: 'region',
    variables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    check: checkRegion,
  }),
  field({
    key: 'stack',
    description: 'CloudFormation stack whose outputs fill in what is not configured. Default: <project>-<environment>.',
    flag: 'stack',
    check: checkStackName,
  }),
  field({
    key: 'applicationName',
    description: 'Name of the app; the folder of its bundles in the bucket. Default: bluegreen-app.',
    flag: 'applicationName',
    variables: ['APPLICATION_NAME'],
    check: checkCodeDeployName,
  }),
  field({
    key: 'codeDeployApplication',
    description: 'CodeDeploy application. Default: <stack>-app.',
    flag: 'codeDeployApplication',
    variables: ['CODEDEPLOY_APPLICATION_NAME'],
    outputs: ['CodeDeployApplicationName'],
    check: checkCodeDeployName,
  }),
  field({
    key: 'bucket',
    description: 'S3 bucket for bundles; it also holds the lease and the journal.',
    flag: 'bucket',
    variables: ['CODEDEPLOY_S3_BUCKET'],
    outputs: ['ArtifactBucketName'],
    required: true,
    check: checkBucket,
  }),
  ...colorFields('blue'),
  ...colorFields('green'),
  field({
    key: 'listenerArns',
    description: 'ARNs of the production listeners; several switch together.',
    flag: 'listenerArns',
    variables: ['ALB_LISTENER_ARN'],
    outputs: ['ListenerArn'],
    list: true,
    required: true,
    check: checkListenerArn,
  }),
  field({
    key: 'productionUrl',
    description: 'How clients reach the live colour: http(s)://host[:port], or the load balancer’s DNS name.',
    flag: 'productionUrl',
    variables: ['ALB_DNS_NAME'],
    outputs: ['ApplicationLoadBalancerDNSName'],
    required: true,
    check: checkUrl,
  }),
  field({
    key: 'testUrl',
    description: 'Base URL of the test listener. Default: found among the load balancer’s listeners.',
    flag: 'testUrl',
    check: checkUrl,
  }),
  field({
    key: 'paths.version',
    description: 'Path that answers with the running release. Default: /version.',
    flag: 'versionPath',
    check: checkPath,
  }),
  field({
    key: 'paths.health',
    description: 'Path of the shallow health check. Default: /health.',
    flag: 'healthPath',
    check: checkPath,
  }),
  field({
    key: 'paths.deepHealth',
    description: 'Path of the health check that asks what the app depends on. Default: /health/deep.',
    flag: 'deepHealthPath',
    check: checkPath,
  }),
  field({
    key: 'alarms',
    description: 'CloudWatch alarms that must be quiet before a switch. Default: none.',
    flag: 'alarms',
    list: true,
    check: checkAlarm,
  }),
  field({
    key: 'holdCapacity',
    description: 'Whether scaling of both colours is held while an operation works: true or false. Default: true.',
    flag: 'holdCapacity',
    boolean: true,
    check: checkBoolean,
  }),
  field({
    key: 'metrics',
    description:
      'Whether figures about deployments and rollbacks are published as CloudWatch metrics: true or false. Default: true.',
    flag: 'metrics',
    boolean: true,
    check: checkBoolean,
  }),
  field({
    key: 'proof.perSecond',
    description:
      'Requests a second through each production listener that watch a move of traffic; 0 sends none. Default: 10.',
    flag: 'proofRate',
    number: true,
    check: checkRate,
  }),
  field({
    key: 'proof.path',
    description: 'Path that those requests ask for. Default: paths.version, whose answers name the release.',
    flag: 'proofPath',
    check: checkPath,
  }),
];

export const FIELD_BY_KEY: ReadonlyMap<string, Field> = new Map(FIELDS.map((each) => [each.key, each]));

/** `blueTargetGroup` as a person types it. */
export function flagName(flag: string): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
