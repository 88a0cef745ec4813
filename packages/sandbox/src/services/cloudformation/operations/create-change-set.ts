import { randomUUID } from 'node:crypto';
import { optionalText, requiredText } from '../../../protocols/input-values.js';
import { AwsError, type WireInput } from '../../service.js';
import type { ChangeSet } from '../engine/change-set.js';
import type { Engine } from '../engine/engine.js';
import { setStackStatus } from '../engine/events.js';
import { prepare, type Prepared } from '../engine/prepare.js';
import type { Stack } from '../engine/stack.js';
import { findStack, lookUpStack, stackResources } from '../find-stack.js';
import { changesNothing, plannedUpdate } from '../planned-update.js';
import { newStackId, newStackName, readWish } from '../read-request.js';
import { validationError } from '../template/errors.js';
import type { Operation, OperationContext } from './context.js';
import { newStack } from './create-stack.js';
import { refuseUnready } from './update-stack.js';

const NOTHING =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export const createChangeSet = ({ engine, readTemplateText }: OperationContext): Operation => ({
  resources: stackResources(engine),
  async handle(input) {
    const name = requiredText(input, 'ChangeSetName');
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
      throw validationError(
        `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    const kind = kindOf(input);
    const existing = existingFor(engine, input, kind, name);
    const token = optionalText(input, 'ClientToken');
    const namesake = engine.state.changeSets.find((one) => one.name === name && one.stackId === existing?.id);
    const carriedOut = namesake?.executionStatus === 'EXECUTE_COMPLETE' ? namesake : undefined;
    const twin = carriedOut ? undefined : namesake;
    if (twin && token !== undefined && existing?.tokens[token] === `change-set ${twin.id}`) return answer(twin);
    if (twin)
      throw new AwsError(
        'AlreadyExistsException',
        `ChangeSet ${name} cannot be created due to a mismatch with existing attribute Template`,
      );
    const identity = existing ?? { id: newStackId(engine, newStackName(input)), name: newStackName(input) };
    const wish = await readWish(input, readTemplateText, existing ?? null);
    const prepared = prepare(engine, identity, wish);
    const stack = existing ?? reviewed(engine, identity, prepared);
    // One that was carried out has done its work; its name is free again.
    engine.state.changeSets = engine.state.changeSets.filter((one) => one !== carriedOut);
    const changeSet = changeSetOf(engine, stack, prepared, {
      name,
      kind,
      description: optionalText(input, 'Description'),
    });
    engine.state.changeSets.push(changeSet);
    if (token !== undefined) stack.tokens[token] = `change-set ${changeSet.id}`;
    engine.changed();
    return answer(changeSet);
  },
});

function answer({ id, stackId }: ChangeSet): object {
  return { Id: id, StackId: stackId };
}

function kindOf(input: WireInput): ChangeSet['kind'] {
  const kind = optionalText(input, 'ChangeSetType') ?? 'UPDATE';
  if (kind === 'CREATE' || kind === 'UPDATE') return kind;
  throw validationError(`The Bluegreen sandbox does not implement change sets of type ${kind}.`);
}

function existingFor(engine: Engine, input: WireInput, kind: ChangeSet['kind'], name: string): Stack | undefined {
  const stackName = requiredText(input, 'StackName');
  const stack = lookUpStack(engine, stackName);
  if (kind === 'CREATE') {
    if (!stack || stack.status === 'REVIEW_IN_PROGRESS') return stack;
    throw validationError(
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [${name}].`,
    );
  }
  if (!stack) throw validationError(`Stack [${stackName}] does not exist`);
  refuseUnready(findStack(engine, stackName));
  return stack;
}

/** A stack of which there is nothing but the change set. */
function reviewed(engine: Engine, identity: { id: string; name: string }, prepared: Prepared): Stack {
  const stack = newStack(identity, engine.clock.now(), prepared.settings);
  engine.state.stacks.push(stack);
  setStackStatus(engine, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

function changeSetOf(
  engine: Engine,
  stack: Stack,
  prepared: Prepared,
  about: Pick<ChangeSet, 'name' | 'kind' | 'description'>,
): ChangeSet {
  const changes = plannedUpdate(engine, stack, prepared);
  const empty = about.kind === 'UPDATE' && changesNothing(engine, stack, prepared, changes);
  return {
    ...about,
    id: `arn:aws:cloudformation:${engine.region}:${engine.account}:changeSet/${about.name}/${randomUUID()}`,
    stackId: stack.id,
    createdAt: engine.clock.now(),
    settings: prepared.settings,
    changes,
    status: empty ? 'FAILED' : 'CREATE_COMPLETE',
    statusReason: empty ? NOTHING : null,
    executionStatus: empty ? 'UNAVAILABLE' : 'AVAILABLE',
  };
}
