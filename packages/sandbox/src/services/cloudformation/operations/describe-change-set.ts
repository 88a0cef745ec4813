import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import type { PlannedChange } from '../engine/plan.js';
import { findChangeSet } from '../find-change-set.js';
import { findStack, stackResources } from '../find-stack.js';
import { showParameters, showTags } from '../show.js';
import type { Operation, OperationContext } from './context.js';

export const describeChangeSet = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const changeSet = findChangeSet(engine, input);
    const page = pageOf(changeSet.changes, optionalText(input, 'NextToken'), 100);
    const { settings } = changeSet;
    return {
      ChangeSetName: changeSet.name,
      ChangeSetId: changeSet.id,
      StackId: changeSet.stackId,
      StackName: findStack(engine, changeSet.stackId).name,
      Description: changeSet.description,
      Parameters: showParameters(settings.parameters),
      CreationTime: new Date(changeSet.createdAt),
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.statusReason ?? undefined,
      NotificationARNs: settings.notificationArns,
      RollbackConfiguration: {},
      Capabilities: settings.capabilities,
      Tags: showTags(settings.tags),
      Changes: page.items.map(showChange),
      NextToken: page.next,
      IncludeNestedStacks: false,
    };
  },
});

function showChange(change: PlannedChange): object {
  const modifying = change.action === 'Modify';
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId ?? undefined,
      ResourceType: change.type,
      Replacement: change.replacement ?? undefined,
      Scope: modifying ? [change.changed.every((name) => name === 'Tags') ? 'Tags' : 'Properties'] : [],
      Details: modifying ? change.changed.map((name) => detail(change, name)) : [],
    },
  };
}

function detail({ replacement }: PlannedChange, name: string): object {
  const RequiresRecreation = { True: 'Always', Conditional: 'Conditionally', False: 'Never' }[replacement ?? 'False'];
  const Target =
    name === 'Tags'
      ? { Attribute: 'Tags', RequiresRecreation: 'Never' }
      : { Attribute: 'Properties', Name: name, RequiresRecreation };
  return { Target, Evaluation: 'Static', ChangeSource: 'DirectModification' };
}
