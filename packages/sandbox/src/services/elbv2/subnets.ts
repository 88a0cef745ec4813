import { AwsError, type WireInput } from '../service.js';
import type { ElbContext } from './context.js';
import { validationError } from './errors.js';
import { requiredText, structures, texts } from './input.js';

/** The subnets of a request. @throws AwsError ValidationError, InvalidConfigurationRequest unless they lie in two zones */
export function parseSubnets(elb: ElbContext, input: WireInput): readonly string[] {
  const mapped = structures(input, 'SubnetMappings')?.map((mapping) => requiredText(mapping, 'SubnetId'));
  const listed = texts(input, 'Subnets');
  if (mapped && listed) throw validationError('Subnets and SubnetMappings cannot both be specified');
  const subnets = mapped ?? listed ?? [];
  if (new Set(subnets).size < 2) {
    throw validationError('At least two subnets in two different Availability Zones must be specified');
  }
  const zones = subnets.flatMap((subnet) => elb.subnets?.(subnet)?.availabilityZone ?? []);
  if (new Set(zones).size < zones.length) {
    throw new AwsError(
      'InvalidConfigurationRequest',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  return subnets;
}
