import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type CreateStackCommandInput,
  type Stack,
  type StackEvent,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox.js';
import { DEFAULT_KEY_PAIR } from '../../../signature/credentials.js';
import { until } from '../../../testing/until.js';

/** A sandbox without instances, and a client of its CloudFormation. */
export interface StackWorld {
  readonly sandbox: Sandbox;
  readonly client: CloudFormationClient;
  /** For other services' clients. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: typeof DEFAULT_KEY_PAIR;
  };
  /** Creates a stack and waits for its end; the template may be an object. */
  create(name: string, template: object | string, further?: Partial<CreateStackCommandInput>): Promise<Stack>;
  update(
    name: string,
    template: object | string | undefined,
    further?: Partial<UpdateStackCommandInput>,
  ): Promise<Stack>;
  /** Deletes a stack and waits for its end. */
  remove(name: string): Promise<Stack>;
  stack(name: string): Promise<Stack>;
  /** `logical id STATUS`, oldest first. */
  path(name: string): Promise<string[]>;
  events(name: string): Promise<StackEvent[]>;
}

export async function startStackWorld(options: SandboxOptions = {}): Promise<StackWorld> {
  const sandbox = await startSandbox({ port: 0, instances: 0, empty: true, timeScale: 50, ...options });
  const settings = { endpoint: sandbox.endpoint, region: 'us-east-1', credentials: DEFAULT_KEY_PAIR };
  const client = new CloudFormationClient({ ...settings, maxAttempts: 1 });
  const stack = async (StackName: string) => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks![0]!;
  const ended = (id: string | undefined) =>
    until(
      () => stack(id!),
      ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'),
    );
  const text = (template: object | string | undefined) =>
    typeof template === 'object' ? JSON.stringify(template) : template;
  const events = async (StackName: string) => {
    const all: StackEvent[] = [];
    for (let NextToken: string | undefined, first = true; first || NextToken; first = false) {
      const page = await client.send(new DescribeStackEventsCommand({ StackName, NextToken }));
      all.push(...(page.StackEvents ?? []));
      NextToken = page.NextToken;
    }
    return all.reverse();
  };
  return {
    ...{ sandbox, client, settings, stack, events },
    async create(StackName, template, further) {
      const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
      const input = { StackName, TemplateBody: text(template), Capabilities, ...further };
      return ended((await client.send(new CreateStackCommand(input))).StackId);
    },
    async update(StackName, template, further) {
      const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
      const of = template === undefined ? { UsePreviousTemplate: true } : { TemplateBody: text(template) };
      return ended((await client.send(new UpdateStackCommand({ StackName, ...of, Capabilities, ...further }))).StackId);
    },
    async remove(StackName) {
      const { StackId } = await stack(StackName);
      await client.send(new DeleteStackCommand({ StackName }));
      return ended(StackId);
    },
    path: async (name) => (await events(name)).map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}`),
  };
}
