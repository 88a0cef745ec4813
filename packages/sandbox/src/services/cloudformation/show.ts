import type { ResourceRecord, Stack, StackSettings } from './engine/stack.js';
import { parseTemplate } from './template/parse-template.js';
import { textOf } from './template/json.js';

const HIDDEN = '****';

export function showStack(stack: Stack): object {
  const { settings } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: descriptionOf(stack),
    Parameters: showParameters(settings.parameters),
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: time(stack.updatedAt),
    DeletionTime: time(stack.deletedAt),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason ?? undefined,
    DisableRollback: stack.onFailure === 'DO_NOTHING',
    NotificationARNs: settings.notificationArns,
    Capabilities: settings.capabilities,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    RoleARN: settings.roleArn ?? undefined,
    Tags: showTags(settings.tags),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function showStackSummary(stack: Stack): object {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: descriptionOf(stack),
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: time(stack.updatedAt),
    DeletionTime: time(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason ?? undefined,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** What DescribeStackResources shows; the summaries and details of others add to it. */
export function showResource(stack: Stack, record: ResourceRecord): object {
  return {
    ...showResourceSummary(record),
    StackName: stack.name,
    StackId: stack.id,
    Timestamp: new Date(record.updatedAt),
  };
}

export function showResourceSummary(record: ResourceRecord): object {
  return {
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId ?? undefined,
    ResourceType: record.type,
    LastUpdatedTimestamp: new Date(record.updatedAt),
    ResourceStatus: record.status,
    ResourceStatusReason: record.statusReason ?? undefined,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

export function showParameters(parameters: StackSettings['parameters']): object[] {
  return parameters.map(({ key, value, resolved, noEcho, stored }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? HIDDEN : value,
    ResolvedValue: stored ? String(resolved) : undefined,
  }));
}

export function showTags(tags: Readonly<Record<string, string>>): object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

const descriptions = new WeakMap<StackSettings, string | undefined>();

function descriptionOf({ settings }: Stack): string | undefined {
  if (!descriptions.has(settings))
    descriptions.set(settings, textOf(parseTemplate(settings.templateBody)['Description']));
  return descriptions.get(settings);
}

function time(at: number | null): Date | undefined {
  return at === null ? undefined : new Date(at);
}
