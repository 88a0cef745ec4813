import { randomUUID } from 'node:crypto';
import type { AwsPortsOptions } from './aws/index.js';
import type { Operation } from './domain/events.js';
import type { StackDescription, StackDiff, StackInput, StackResult } from './domain/infrastructure.js';
import { deployStack, diffStack } from './operations/deploy-stack.js';
import { systemClock } from './system-clock.js';

/** The stack that an environment stands on. Needs administrator rights, which no front end's policy grants. */
export interface Infrastructure {
  /** Null when no such stack exists. */
  readonly describe: (stack: string) => Promise<StackDescription | null>;
  /** What a deployment of the stack would change. Leaves nothing behind. */
  diff(input: StackInput): Operation<StackDiff>;
  /** Makes or changes the stack by a change set and follows it to its end. */
  deploy(input: StackInput): Operation<StackResult>;
  close(): void;
}

/** Speaks to CloudFormation in one region, with the standard credential chain. Sends nothing by itself. */
export async function connectInfrastructure(
  options: Pick<AwsPortsOptions, 'region' | 'endpoint' | 'credentials'> & { readonly signal?: AbortSignal },
): Promise<Infrastructure> {
  const { createAwsPorts } = await import('./aws/index.js');
  const { signal, ...settings } = options;
  const ports = createAwsPorts(settings);
  const context = { templates: ports.templates, clock: systemClock, signal, newId: randomUUID };
  return {
    describe: (stack) => ports.templates.describe(stack),
    diff: (input) => diffStack(context, input),
    deploy: (input) => deployStack(context, input),
    close: () => ports.close(),
  };
}
