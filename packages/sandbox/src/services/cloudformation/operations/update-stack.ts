import { optionalText } from '../../../protocols/input-values.js';
import { prepare } from '../engine/prepare.js';
import type { Stack } from '../engine/stack.js';
import { updateStack as startUpdate } from '../engine/update-stack.js';
import { existingStack, stackResources } from '../find-stack.js';
import { changesNothing, plannedUpdate } from '../planned-update.js';
import { flagOf, readWish } from '../read-request.js';
import { validationError } from '../template/errors.js';
import { unhurried, type Operation, type OperationContext } from './context.js';

export const updateStack = (context: OperationContext): Operation => ({
  resources: stackResources(context.engine),
  async handle(input) {
    const { engine, readTemplateText } = context;
    const stack = existingStack(engine, input);
    const token = optionalText(input, 'ClientRequestToken') ?? null;
    if (token !== null && stack.tokens[token] === 'update') return { StackId: stack.id };
    refuseUnready(stack);
    const wish = await readWish(input, readTemplateText, stack);
    const prepared = prepare(engine, stack, wish);
    const changes = plannedUpdate(engine, stack, prepared);
    if (changesNothing(engine, stack, prepared, changes)) throw validationError('No updates are to be performed.');
    refuseUnready(stack);
    if (token !== null) stack.tokens[token] = 'update';
    startUpdate(engine, stack, prepared, { token, disableRollback: flagOf(input, 'DisableRollback') });
    await unhurried(context, stack.id);
    return { StackId: stack.id };
  },
});

const READY: readonly Stack['status'][] = [
  ...(['CREATE_COMPLETE', 'CREATE_FAILED', 'UPDATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE'] as const),
];

/** @throws AwsError ValidationError */
export function refuseUnready({ id, status }: Stack): void {
  if (!READY.includes(status)) throw validationError(`Stack:${id} is in ${status} state and can not be updated.`);
}
