import { AwsError, type OperationDefinition } from '../../service.js';
import { filtered } from '../filters.js';
import { texts } from '../read-input.js';
import type { World } from '../world.js';

export const describeSubnets = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeSubnets',
  handle(input) {
    const { subnets, vpcId } = world.network;
    const ids = texts(input, 'SubnetId');
    const unknown = ids?.find((id) => !subnets.some((subnet) => subnet.id === id));
    if (unknown) throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${unknown}' does not exist`);
    const known = subnets
      .filter(({ id }) => !ids || ids.includes(id))
      .map(({ id, availabilityZone, zoneId, cidr }) => ({
        subnetId: id,
        vpcId,
        state: 'available',
        cidrBlock: cidr,
        availabilityZone,
        availabilityZoneId: zoneId,
        defaultForAz: true,
        mapPublicIpOnLaunch: true,
        ownerId: world.account,
        tagSet: [],
      }));
    const subnetSet = filtered(
      input,
      known,
      ['subnet-id', 'vpc-id', 'availability-zone', 'state'],
      (subnet, filter) => {
        const fields: Record<string, string> = {
          'subnet-id': subnet.subnetId,
          'vpc-id': vpcId,
          'availability-zone': subnet.availabilityZone,
          state: subnet.state,
        };
        return [fields[filter] ?? ''];
      },
    );
    return { subnetSet };
  },
});
