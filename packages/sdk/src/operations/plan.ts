import type { OperationContext } from '../domain/context.js';
import { BlueGreenError } from '../domain/errors.js';
import type { Operation } from '../domain/events.js';
import type { PlanInput } from '../domain/operations.js';
import type { Plan } from '../domain/plan.js';
import { prepareDeploy } from './prepare-deploy.js';
import { prepareRollback, prepareSwitch } from './prepare-move.js';
import { prepareRepair } from './prepare-repair.js';
import { closedErrors } from './steps/operation-errors.js';

/** What a verb would do now, with every gate's verdict. Changes nothing. */
export function plan(context: OperationContext, input: PlanInput): Operation<Plan> {
  return closedErrors(context, make(context, input));
}

async function* make(context: OperationContext, input: PlanInput): Operation<Plan> {
  switch (input.verb) {
    case 'switch':
      return (yield* prepareSwitch(context, input.to)).plan;
    case 'rollback':
      return (yield* prepareRollback(context)).plan;
    case 'repair':
      return (yield* prepareRepair(context)).plan;
    case 'deploy':
      return (yield* prepareDeploy(context, { ...deployWanted(input), to: input.to })).plan;
  }
}

function deployWanted({ source, release }: PlanInput): { source?: string; release: string } {
  if (release !== undefined) return { source, release };
  throw new BlueGreenError(
    'USAGE_INVALID',
    'A plan for deploy needs the name of the release.',
    'Name it, and the folder unless it is stored: `bluegreen plan deploy --source <folder> --release <name>`.',
  );
}
