import { BlueGreenError } from '../../domain/errors.js';
import { namesOf } from '../../domain/names.js';
import { statePrefix } from '../../state/document-keys.js';
import { malformed } from '../arns.js';

/** What a policy is scoped to. Texts may be CloudFormation tokens: they are only ever joined, never read. */
export interface PolicyNames {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly stack: string;
  readonly application: string;
  readonly deploymentGroups: readonly string[];
  readonly autoScalingGroups: readonly string[];
  readonly bucket: string;
  /** Folder of lease and journal in the bucket, without a slash at either end. */
  readonly statePrefix: string;
  /** What follows `listener/` in the ARN of each production listener: `app/<name>/<id>/<id>`. */
  readonly listeners: readonly string[];
}

export interface PolicyNamesInput {
  readonly project: string;
  readonly environment: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Default: aws. */
  readonly partition?: string;
  /** Default: the shipped template's name for it. */
  readonly bucket?: string;
  /** Default: every application load balancer whose name CloudFormation could have made for the stack. */
  readonly listeners?: readonly string[];
}

/** Names of an environment that stands on the shipped template. */
export function policyNames(input: PolicyNamesInput): PolicyNames {
  const { project, environment, account } = input;
  const names = namesOf(project, environment, account);
  const bucket = input.bucket ?? names.bucket;
  if (!bucket)
    throw new BlueGreenError('CONFIG_INVALID', 'A policy needs the bucket or the account.', 'Give --bucket.');
  return {
    partition: input.partition ?? 'aws',
    region: input.region,
    account,
    stack: names.stack,
    application: names.application,
    deploymentGroups: [names.deploymentGroup('blue'), names.deploymentGroup('green')],
    autoScalingGroups: [names.autoScalingGroup('blue'), names.autoScalingGroup('green')],
    bucket,
    statePrefix: statePrefix(project, environment),
    listeners: input.listeners ?? [`app/${names.stack.slice(0, 6)}-*`],
  };
}

/** What follows `listener/` in a listener's ARN. @throws ARN_MALFORMED */
export function listenerPath(arn: string): string {
  const [, path] = arn.split(':listener/');
  if (!path) throw malformed('listener', arn);
  return path;
}
