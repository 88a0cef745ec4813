import { optionalText, textList } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import { showStackSummary } from '../show.js';
import type { Operation, OperationContext } from './context.js';

/** Deleted ones too. */
export const listStacks = ({ engine }: OperationContext): Operation => ({
  handle(input) {
    const wanted = textList(input, 'StackStatusFilter');
    const stacks = engine.state.stacks.filter(({ status }) => wanted.length === 0 || wanted.includes(status));
    const page = pageOf(stacks, optionalText(input, 'NextToken'), 100);
    return { StackSummaries: page.items.map(showStackSummary), NextToken: page.next };
  },
});
