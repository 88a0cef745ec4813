import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import { namedStack, stackResources } from '../find-stack.js';
import { showResourceSummary } from '../show.js';
import type { Operation, OperationContext } from './context.js';

export const listStackResources = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const stack = namedStack(engine, input);
    const page = pageOf(Object.values(stack.resources), optionalText(input, 'NextToken'), 100);
    return { StackResourceSummaries: page.items.map(showResourceSummary), NextToken: page.next };
  },
});
