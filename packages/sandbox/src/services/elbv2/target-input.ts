import { isIP } from 'node:net';
import { AwsError, type WireInput } from '../service.js';
import { validationError } from './errors.js';
import { integer, requiredText, structures, text } from './input.js';
import type { TargetGroupRecord } from './state.js';

export interface TargetInput {
  readonly id: string;
  /** Undefined when the caller leaves it to the group. */
  readonly port: number | undefined;
  readonly availabilityZone: string | null;
}

/** The `Targets` member; undefined when absent. @throws AwsError InvalidTarget when an id does not fit the group's type */
export function parseTargets(input: WireInput, group: TargetGroupRecord): readonly TargetInput[] | undefined {
  return structures(input, 'Targets')?.map((target) => {
    const id = requiredText(target, 'Id');
    if (group.targetType === 'ip' && isIP(id) === 0) {
      throw validationError(`The IP address '${id}' is not a valid IPv4 address`);
    }
    if (group.targetType === 'instance' && !/^i-[0-9a-z]+$/.test(id)) {
      throw new AwsError('InvalidTarget', `The following targets are not instance ids: '${id}'`);
    }
    return {
      id,
      port: integer(target, 'Port', 1, 65_535),
      availabilityZone: text(target, 'AvailabilityZone') ?? null,
    };
  });
}
