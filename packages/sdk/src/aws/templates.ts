import type { Stack } from '@aws-sdk/client-cloudformation';
import type { StackDescription, Templates } from '../domain/infrastructure.js';
import type { CallTable, Connection } from './connection.js';
import { isRefusal, refusalText } from './map-error.js';
import { allPages } from './pages.js';

/** An administrator's calls: no front end's policy grants them, so they are not among the declared ones of the ports. */
const templatesCalls = {
  DescribeStacks: ['cloudformation:DescribeStacks'],
  CreateChangeSet: ['cloudformation:CreateChangeSet'],
  DescribeChangeSet: ['cloudformation:DescribeChangeSet'],
  ExecuteChangeSet: ['cloudformation:ExecuteChangeSet'],
  DeleteChangeSet: ['cloudformation:DeleteChangeSet'],
  DeleteStack: ['cloudformation:DeleteStack'],
  DescribeStackEvents: ['cloudformation:DescribeStackEvents'],
} as const satisfies CallTable<'cloudFormation'>;

/** CloudFormation by change sets: what will change is known before anything does. */
export function createTemplates(connection: Connection): Templates {
  const call = connection.calls('cloudFormation', templatesCalls);
  return {
    async describe(stack) {
      try {
        const { Stacks: stacks } = await call('DescribeStacks', { StackName: stack });
        return stacks?.[0] ? describe(stacks[0]) : null;
      } catch (error) {
        // CloudFormation has no code of its own for a stack that is not there (contract A9).
        if (isRefusal(error, 'ValidationError') && /does not exist/.test(refusalText(error))) return null;
        throw error;
      }
    },

    async propose({ stack, template, parameters, keep, name, exists }) {
      const given = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      }));
      const kept = keep.map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }));
      await call('CreateChangeSet', {
        StackName: stack,
        ChangeSetName: name,
        ChangeSetType: exists ? 'UPDATE' : 'CREATE',
        TemplateBody: template,
        Parameters: [...given, ...kept],
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      });
    },

    async proposal(stack, name) {
      const input = { StackName: stack, ChangeSetName: name };
      const { Status, StatusReason } = await call('DescribeChangeSet', input);
      const changes = await allPages(
        (NextToken) => call('DescribeChangeSet', { ...input, NextToken }),
        (page) => page.Changes,
        (page) => page.NextToken,
      );
      return {
        status: Status ?? 'UNKNOWN',
        reason: StatusReason ?? null,
        changes: changes.flatMap(({ ResourceChange: change }) =>
          change
            ? [
                {
                  action: change.Action ?? '',
                  logicalId: change.LogicalResourceId ?? '',
                  type: change.ResourceType ?? '',
                  replacement: change.Replacement ?? null,
                },
              ]
            : [],
        ),
      };
    },

    async carryOut(stack, name) {
      await call('ExecuteChangeSet', { StackName: stack, ChangeSetName: name });
    },

    async withdraw(stack, name, exists) {
      await call('DeleteChangeSet', { StackName: stack, ChangeSetName: name });
      if (!exists) await call('DeleteStack', { StackName: stack });
    },

    async events(stack) {
      const { StackEvents: events } = await call('DescribeStackEvents', { StackName: stack });
      return (events ?? []).map((event) => ({
        id: event.EventId ?? '',
        logicalId: event.LogicalResourceId ?? '',
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        reason: event.ResourceStatusReason ?? null,
      }));
    },
  };
}

function describe({ StackName, StackStatus, StackStatusReason, Parameters, Outputs }: Stack): StackDescription {
  return {
    name: StackName ?? '',
    status: StackStatus ?? 'UNKNOWN',
    reason: StackStatusReason ?? null,
    parameters: Object.fromEntries((Parameters ?? []).map((p) => [p.ParameterKey ?? '', p.ParameterValue ?? ''])),
    outputs: Object.fromEntries((Outputs ?? []).map((o) => [o.OutputKey ?? '', o.OutputValue ?? ''])),
  };
}
