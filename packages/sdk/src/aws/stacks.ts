import { isRefusal, refusalText } from './map-error.js';
import type { CallTable, Connection } from './connection.js';

export const stacksCalls = {
  DescribeStacks: ['cloudformation:DescribeStacks'],
} as const satisfies CallTable<'cloudFormation'>;

/** CloudFormation stacks, as far as their outputs. */
export interface Stacks {
  /** Null when no such stack exists. */
  outputs(stack: string): Promise<Readonly<Record<string, string>> | null>;
}

export function createStacks(connection: Connection): Stacks {
  const call = connection.calls('cloudFormation', stacksCalls);
  return {
    async outputs(stack) {
      try {
        const { Stacks: stacks } = await call('DescribeStacks', { StackName: stack });
        return Object.fromEntries(
          (stacks?.[0]?.Outputs ?? []).map((output) => [output.OutputKey ?? '', output.OutputValue ?? '']),
        );
      } catch (error) {
        // CloudFormation has no code of its own for a stack that is not there (contract A9).
        if (isRefusal(error, 'ValidationError') && /does not exist/.test(refusalText(error))) return null;
        throw error;
      }
    },
  };
}
