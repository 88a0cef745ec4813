import { optionalText } from '../../../protocols/input-values.js';
import { findChangeSet } from '../find-change-set.js';
import { namedStack, stackResources } from '../find-stack.js';
import type { Operation, OperationContext } from './context.js';

export const getTemplate = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const changeSet = optionalText(input, 'ChangeSetName');
    const { settings } = changeSet === undefined ? namedStack(engine, input) : findChangeSet(engine, input);
    return { TemplateBody: settings.templateBody, StagesAvailable: ['Original', 'Processed'] };
  },
});
