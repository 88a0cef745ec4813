import { poll } from '../seed/poll.js';
import type { Services } from '../services.js';
import { AwsError } from '../services/service.js';
import type { Ask } from './ask.js';
import { SHIPPED } from './names.js';
import type { Topology } from './topology.js';

export interface StackPlan {
  /** Text of the template. */
  readonly template: string;
  /** Instances of each colour. */
  readonly instances: number;
  readonly signal: AbortSignal;
}

interface DescribedStack {
  readonly StackId: string;
  readonly StackStatus: string;
  readonly Outputs: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}
interface Summary {
  readonly Parameters: readonly { readonly ParameterKey: string }[];
}
interface Events {
  readonly StackEvents: readonly {
    readonly LogicalResourceId: string;
    readonly ResourceStatus: string;
    readonly ResourceStatusReason?: string;
  }[];
}

/** Creates the environment's stack, as anyone would, and waits for it. @throws RangeError with what is wrong with the template */
export async function createShippedStack(
  { cloudformation }: Pick<Services, 'cloudformation'>,
  ask: Ask,
  { template, instances, signal }: StackPlan,
): Promise<void> {
  await begin(cloudformation, ask, template, instances).catch((error: unknown) => {
    throw error instanceof AwsError ? new RangeError(`template: ${error.message}`, { cause: error }) : error;
  });
  await poll({ signal }, `the stack ${SHIPPED.stack}`, async () => {
    const { StackStatus, StackId } = await describe(cloudformation, ask, SHIPPED.stack);
    if (StackStatus === 'CREATE_COMPLETE') return true;
    if (StackStatus === 'CREATE_IN_PROGRESS') return null;
    const reason = await firstFailure(cloudformation, ask, StackId);
    throw new RangeError(`template: the stack ${SHIPPED.stack} came to nothing: ${reason}`);
  });
}

async function begin(
  cloudformation: Services['cloudformation'],
  ask: Ask,
  TemplateBody: string,
  instances: number,
): Promise<void> {
  const { Parameters } = await ask<Summary>(cloudformation, 'GetTemplateSummary', { TemplateBody });
  const declared = Parameters.map(({ ParameterKey }) => ParameterKey);
  const values = Object.entries(parameters(instances)).filter(([key]) => declared.includes(key));
  await ask(cloudformation, 'CreateStack', {
    StackName: SHIPPED.stack,
    TemplateBody,
    Parameters: values.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
}

/** What the sandbox asks of the shipped template; a template of one's own need not have all of these. */
function parameters(instances: number): Record<string, string> {
  // The guide looks at its IAM user.
  return { BlueDesired: String(instances), GreenDesired: String(instances), CreateIamUser: 'yes' };
}

async function describe(
  cloudformation: Services['cloudformation'],
  ask: Ask,
  StackName: string,
): Promise<DescribedStack> {
  const { Stacks } = await ask<{ Stacks: DescribedStack[] }>(cloudformation, 'DescribeStacks', { StackName });
  const [stack] = Stacks;
  if (!stack) throw new Error(`There is no stack ${StackName}.`);
  return stack;
}

async function firstFailure(cloudformation: Services['cloudformation'], ask: Ask, StackName: string): Promise<string> {
  const { StackEvents } = await ask<Events>(cloudformation, 'DescribeStackEvents', { StackName });
  const failed = [...StackEvents].reverse().find(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'));
  return failed
    ? `${failed.LogicalResourceId}: ${failed.ResourceStatusReason ?? failed.ResourceStatus}`
    : 'no reason was given';
}

/** What the stack's outputs name; null when there is no such stack. @throws RangeError naming the outputs that are missing */
export async function topologyOf(
  { cloudformation }: Pick<Services, 'cloudformation'>,
  ask: Ask,
): Promise<Topology | null> {
  const stack = await describe(cloudformation, ask, SHIPPED.stack).catch(() => null);
  if (!stack) return null;
  const outputs = new Map(stack.Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  const missing: string[] = [];
  const output = (key: string): string => {
    const value = outputs.get(key);
    if (value === undefined) missing.push(key);
    return value ?? '';
  };
  const both = <Value>(of: (color: 'Blue' | 'Green') => Value) => ({ blue: of('Blue'), green: of('Green') });
  const loadBalancerArn = output('ApplicationLoadBalancerArn');
  const topology: Topology = {
    stackId: stack.StackId,
    loadBalancer: { arn: loadBalancerArn, name: loadBalancerArn.split('/')[2] ?? '' },
    listenerArn: output('ListenerArn'),
    testListenerArn: output('TestListenerArn'),
    targetGroups: both((color) => ({ arn: output(`${color}TargetGroupArn`), name: output(`${color}TargetGroupName`) })),
    autoScalingGroups: both((color) => output(`${color}AutoScalingGroupName`)),
    bucket: output('ArtifactBucketName'),
    application: output('CodeDeployApplicationName'),
    deploymentGroups: both((color) => output(`${color}DeploymentGroupName`)),
  };
  if (missing.length > 0)
    throw new RangeError(`template: it lacks outputs that the sandbox needs: ${missing.join(', ')}.`);
  return topology;
}
