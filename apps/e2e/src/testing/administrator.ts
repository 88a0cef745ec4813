import {
  CreateRuleCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import type { TestSandbox } from './sandbox.js';

/** One call as the sandbox judged it. */
export interface JudgedCall {
  readonly operation: string;
  readonly callerArn: string | null;
  readonly demands: readonly { readonly action: string; readonly resources: readonly string[] }[];
  readonly verdict: { readonly allowed: boolean } | null;
}

/** The account's own side of a sandbox: its keys, its call log, and what an administrator does behind the product's back. */
export interface Administrator {
  /** What the clients are made with. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** A rule of the production listener that forwards to BLUE; returns its ARN. */
  createRule(): Promise<string>;
  moveRule(arn: string, color: 'Blue' | 'Green'): Promise<void>;
  /** `bluegreen sandbox fault add <words>`. */
  fault(words: string): Promise<object>;
  /** Calls that were made as the role, oldest first. */
  roleCalls(role: string): Promise<JudgedCall[]>;
  /** Looks at those calls until they fulfil the condition. */
  untilCalled(role: string, condition: (calls: readonly JudgedCall[]) => boolean): Promise<void>;
  /** Whether a policy allows the action on all of the resources; metrics are those of the namespace. */
  allows(policy: object, action: string, resources: readonly string[], namespace?: string): Promise<boolean>;
}

const DEADLINE_MS = 30_000;

export function administratorOf(sandbox: TestSandbox): Administrator {
  const variable = (name: string): string => sandbox.environment[name]!;
  const settings = {
    endpoint: variable('AWS_ENDPOINT_URL'),
    region: variable('AWS_DEFAULT_REGION'),
    credentials: {
      accessKeyId: variable('AWS_ACCESS_KEY_ID'),
      secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
    },
  };
  const balancing = async <Result>(act: (client: ElasticLoadBalancingV2Client) => Promise<Result>): Promise<Result> => {
    const client = new ElasticLoadBalancingV2Client(settings);
    return act(client).finally(() => client.destroy());
  };
  const outputs = () => sandbox.json<Record<string, string>>('infra', 'outputs');
  const forwardTo = async (color: 'Blue' | 'Green') => [
    { Type: 'forward' as const, TargetGroupArn: (await outputs())[`${color}TargetGroupArn`]! },
  ];
  const roleCalls = async (role: string) => {
    const answer = await fetch(`${settings.endpoint}/_bluegreen/calls?since=0`);
    const { calls } = (await answer.json()) as { calls: JudgedCall[] };
    return calls.filter(({ callerArn }) => callerArn?.includes(`:assumed-role/${role}/`));
  };
  return {
    settings,
    roleCalls,
    async createRule() {
      const made = new CreateRuleCommand({
        ListenerArn: (await outputs())['ListenerArn']!,
        Priority: 10,
        Conditions: [{ Field: 'path-pattern', Values: ['/part/*'] }],
        Actions: await forwardTo('Blue'),
      });
      return (await balancing((client) => client.send(made))).Rules![0]!.RuleArn!;
    },
    async moveRule(RuleArn, color) {
      const moved = new ModifyRuleCommand({ RuleArn, Actions: await forwardTo(color) });
      await balancing((client) => client.send(moved));
    },
    fault: (words) =>
      sandbox.json('sandbox', 'fault', 'add', ...words.split(' '), '--port', new URL(settings.endpoint).port),
    async untilCalled(role, condition) {
      const deadline = Date.now() + DEADLINE_MS;
      while (!condition(await roleCalls(role))) {
        if (Date.now() > deadline) throw new Error(`The calls did not come to this: ${condition.toString()}`);
      }
    },
    async allows(policy, action, resources, namespace = 'BlueGreen') {
      const client = new IAMClient(settings);
      const question = new SimulateCustomPolicyCommand({
        PolicyInputList: [JSON.stringify(policy)],
        ActionNames: [action],
        ResourceArns: [...resources],
        ContextEntries: [
          { ContextKeyName: 'cloudwatch:namespace', ContextKeyType: 'string', ContextKeyValues: [namespace] },
        ],
      });
      const { EvaluationResults = [] } = await client.send(question).finally(() => client.destroy());
      return EvaluationResults.every(({ EvalDecision }) => EvalDecision === 'allowed');
    },
  };
}
