import { optionalText, textList } from '../../../protocols/input-values.js';
import { pageOf } from '../../../protocols/page.js';
import type { OperationDefinition } from '../../service.js';
import type { CloudFormationOptions } from '../facts.js';

export function listStacks(options: CloudFormationOptions): OperationDefinition {
  return {
    action: 'cloudformation:ListStacks',
    handle(input) {
      const wanted = textList(input, 'StackStatusFilter');
      const stacks = wanted.length === 0 || wanted.includes('CREATE_COMPLETE') ? options.stacks() : [];
      const page = pageOf(stacks, optionalText(input, 'NextToken'), 100);
      return {
        StackSummaries: page.items.map((stack) => ({
          StackId: stack.id,
          StackName: stack.name,
          TemplateDescription: stack.description,
          CreationTime: stack.createdAt,
          StackStatus: 'CREATE_COMPLETE',
          DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
        })),
        NextToken: page.next,
      };
    },
  };
}
