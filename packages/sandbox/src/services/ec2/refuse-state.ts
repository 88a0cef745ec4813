import { AwsError } from '../service.js';
import type { Ec2Instance } from './hosts-port.js';

/** @throws IncorrectInstanceState before anything is touched */
export function refuseUnless(
  instances: readonly Ec2Instance[],
  allowed: readonly Ec2Instance['state'][],
  verb: string,
): void {
  const wrong = instances.find(({ state }) => !allowed.includes(state));
  if (wrong) {
    throw new AwsError(
      'IncorrectInstanceState',
      `The instance '${wrong.id}' is not in a state from which it can be ${verb}.`,
    );
  }
}
