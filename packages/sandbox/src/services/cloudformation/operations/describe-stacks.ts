import { optionalText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import { findStack, stackResources } from '../find-stack.js';
import { showStack } from '../show.js';
import type { Operation, OperationContext } from './context.js';

export const describeStacks = ({ engine }: OperationContext): Operation => ({
  resources: stackResources(engine),
  handle(input) {
    const name = optionalText(input, 'StackName');
    const stacks =
      name === undefined
        ? engine.state.stacks.filter(({ status }) => status !== 'DELETE_COMPLETE')
        : [findStack(engine, name)];
    const page = pageOf(stacks, optionalText(input, 'NextToken'), 100);
    return { Stacks: page.items.map(showStack), NextToken: page.next };
  },
});
