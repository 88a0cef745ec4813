import { AwsError, type OperationDefinition } from '../../service.js';
import { filtered } from '../filters.js';
import { texts } from '../read-input.js';
import type { World } from '../world.js';

export const describeVpcs = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeVpcs',
  handle(input) {
    const { vpcId, cidr } = world.network;
    const unknown = texts(input, 'VpcId')?.find((id) => id !== vpcId);
    if (unknown) throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${unknown}' does not exist`);
    const vpc = {
      vpcId,
      cidrBlock: cidr,
      state: 'available',
      isDefault: true,
      ownerId: world.account,
      instanceTenancy: 'default',
      tagSet: [],
    };
    const vpcSet = filtered(input, [vpc], ['vpc-id', 'state', 'is-default', 'isDefault', 'cidr'], (one, filter) => {
      const fields: Record<string, string> = {
        'vpc-id': one.vpcId,
        state: one.state,
        'is-default': 'true',
        isDefault: 'true',
        cidr: one.cidrBlock,
      };
      return [fields[filter] ?? ''];
    });
    return { vpcSet };
  },
});
