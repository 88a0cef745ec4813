import type { Node } from 'constructs';
import type { NetworkAttributes } from '../constructs/network.js';
import type { ParameterName } from './parameters.js';

/** What `cdk.json` or `-c key=value` may say; everything else is a parameter of the stack. */
export interface StackContext {
  /** A network that exists. Without it the stack makes its own. */
  readonly network: NetworkAttributes | null;
  /** Put in place of the shipped defaults of parameters. */
  readonly defaults: Partial<Readonly<Record<ParameterName, string>>>;
}

const DEFAULTS: Readonly<Record<string, ParameterName>> = {
  projectName: 'ProjectName',
  environment: 'Environment',
  instanceType: 'InstanceType',
  certificateArn: 'CertificateArn',
  blueDesired: 'BlueDesired',
  greenDesired: 'GreenDesired',
  maxSize: 'MaxSize',
  alarmEmail: 'AlarmEmail',
  gitLabUrl: 'GitLabUrl',
  gitLabProjectPath: 'GitLabProjectPath',
  gitLabBranches: 'GitLabBranches',
};

/** @throws when a VPC is named without two public and one private subnets */
export function readContext(node: Node): StackContext {
  const text = (key: string): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const list = (key: string) => (text(key) ?? '').split(/[\s,]+/).filter((part) => part !== '');
  const entries = Object.entries(DEFAULTS).map(([key, parameter]) => [parameter, text(key)] as const);
  const defaults = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const vpcId = text('vpcId');
  if (vpcId === undefined) return { network: null, defaults };
  const network = { vpcId, publicSubnetIds: list('publicSubnetIds'), privateSubnetIds: list('privateSubnetIds') };
  if (network.publicSubnetIds.length < 2 || network.privateSubnetIds.length < 1) {
    throw new Error(
      'With -c vpcId=… also give -c publicSubnetIds=a,b (two zones, for the load balancer) and -c privateSubnetIds=c,d (with a way out, for the hosts).',
    );
  }
  return { network, defaults };
}
