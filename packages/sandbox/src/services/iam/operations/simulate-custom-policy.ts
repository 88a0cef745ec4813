import type { OperationDefinition } from '../../service.js';
import { boundaryIn, policiesIn, simulate } from '../simulation.js';

/** SimulateCustomPolicy: what the given documents would allow. The statements that matched are not named. */
export const simulateCustomPolicy = (): OperationDefinition => ({
  action: 'iam:SimulateCustomPolicy',
  handle(input) {
    return simulate(
      input,
      { identity: policiesIn(input, 'PolicyInputList'), boundary: boundaryIn(input), session: [] },
      {},
    );
  },
});
