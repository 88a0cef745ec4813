import { optionalText, requiredText } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import { exportsOf } from '../engine/engine.js';
import { validationError } from '../template/errors.js';
import type { Operation, OperationContext } from './context.js';

export const listExports = ({ engine }: OperationContext): Operation => ({
  handle(input) {
    const page = pageOf(exportsOf(engine), optionalText(input, 'NextToken'), 100);
    const Exports = page.items.map(({ name, value, stackId }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    }));
    return { Exports, NextToken: page.next };
  },
});

export const listImports = ({ engine }: OperationContext): Operation => ({
  handle(input) {
    const name = requiredText(input, 'ExportName');
    const users = engine.state.stacks.filter((stack) => stack.imports.includes(name)).map((stack) => stack.name);
    if (users.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
    const page = pageOf(users, optionalText(input, 'NextToken'), 100);
    return { Imports: page.items, NextToken: page.next };
  },
});
