import type { OperationContext } from '../domain/context.js';
import type { BlueGreenEvent } from '../domain/events.js';
import { planRepair, repairedColor } from '../planning/plan-repair.js';
import { tellPlan, type PreparedMove } from './prepare-move.js';
import { gatherFacts } from './steps/gather-facts.js';
import { observe, type Observation } from './steps/observe.js';

type Preparing = AsyncGenerator<BlueGreenEvent, PreparedMove, void>;

/** Observes and plans a repair of drifted routes; changes nothing. */
export async function* prepareRepair(context: OperationContext): Preparing {
  const observation = await observe(context);
  yield { type: 'environment.observed', snapshot: observation.snapshot };
  return yield* planObserved(context, observation);
}

/** @throws DRIFTED, GATE_FAILED when the record cannot be carried out; see `repairedColor`. */
export async function* planObserved(context: OperationContext, { snapshot, lease }: Observation): Preparing {
  const to = repairedColor(snapshot);
  const facts = await gatherFacts(context, snapshot, to, { named: true, withAlarms: false });
  const plan = planRepair(facts, new Date(context.clock.now()).toISOString());
  return yield* tellPlan({ facts, lease, plan });
}
