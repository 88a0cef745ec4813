import { optionalText } from '../../../protocols/input-values.js';
import { AwsError, type WireInput } from '../../service.js';
import { createStack as startCreation } from '../engine/create-stack.js';
import { prepare } from '../engine/prepare.js';
import type { Stack, StackSettings } from '../engine/stack.js';
import { lookUpStack, stackResources } from '../find-stack.js';
import { flagOf, newStackId, newStackName, readWish } from '../read-request.js';
import { validationError } from '../template/errors.js';
import { unhurried, type Operation, type OperationContext } from './context.js';

export const createStack = (context: OperationContext): Operation => ({
  resources: stackResources(context.engine),
  async handle(input) {
    const { engine, readTemplateText } = context;
    const name = newStackName(input);
    const token = optionalText(input, 'ClientRequestToken') ?? null;
    const existing = lookUpStack(engine, name);
    if (existing && token !== null && existing.tokens[token] === 'create') return { StackId: existing.id };
    if (existing) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const onFailure = onFailureOf(input);
    const wish = await readWish(input, readTemplateText, null);
    const identity = { id: newStackId(engine, name), name };
    const prepared = prepare(engine, identity, wish);
    // Another call may have been quicker while the template was fetched.
    if (lookUpStack(engine, name)) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const stack = newStack(identity, engine.clock.now(), prepared.settings);
    stack.terminationProtection = flagOf(input, 'EnableTerminationProtection');
    stack.onFailure = onFailure;
    if (token !== null) stack.tokens[token] = 'create';
    engine.state.stacks.push(stack);
    startCreation(engine, stack, prepared, token);
    await unhurried(context, stack.id);
    return { StackId: stack.id };
  },
});

export function newStack(
  { id, name }: { readonly id: string; readonly name: string },
  createdAt: number,
  settings: StackSettings,
): Stack {
  return {
    ...{ id, name, createdAt, updatedAt: null, deletedAt: null, status: 'CREATE_IN_PROGRESS', statusReason: null },
    ...{ settings, outputs: [], imports: [], resources: {}, terminationProtection: false, onFailure: 'ROLLBACK' },
    ...{ events: [], tokens: {} },
  };
}

const ON_FAILURE = ['ROLLBACK', 'DELETE', 'DO_NOTHING'] as const;

function onFailureOf(input: WireInput): Stack['onFailure'] {
  const given = optionalText(input, 'OnFailure');
  const disabled = optionalText(input, 'DisableRollback');
  if (given !== undefined && disabled !== undefined) {
    throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
  }
  if (given === undefined) return disabled === 'true' ? 'DO_NOTHING' : 'ROLLBACK';
  const found = ON_FAILURE.find((one) => one === given);
  if (found) return found;
  throw validationError(
    `1 validation error detected: Value '${given}' at 'onFailure' failed to satisfy constraint: Member must satisfy enum value set: [${ON_FAILURE.join(', ')}]`,
  );
}
