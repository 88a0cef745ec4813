import { AwsError, type OperationDefinition } from '../../service.js';
import { filtered, tagFields } from '../filters.js';
import { networkParts } from '../network-parts.js';
import { texts } from '../read-input.js';
import { showTags } from '../show.js';
import type { World } from '../world.js';

const FILTERS = ['subnet-id', 'vpc-id', 'availability-zone', 'state', 'default-for-az', 'tag-key', 'tag:'];

export const describeSubnets = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeSubnets',
  handle(input) {
    const { subnets } = networkParts(world);
    const ids = texts(input, 'SubnetId');
    const unknown = ids?.find((id) => !subnets.some((subnet) => subnet.id === id));
    if (unknown) throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${unknown}' does not exist`);
    const named = subnets.filter(({ id }) => !ids || ids.includes(id));
    const wanted = filtered(input, named, FILTERS, (subnet, filter) => {
      const fields: Record<string, string> = {
        'subnet-id': subnet.id,
        'vpc-id': subnet.vpcId,
        'availability-zone': subnet.availabilityZone,
        state: 'available',
        'default-for-az': String(subnet.isDefault),
      };
      const value = fields[filter];
      return value === undefined ? tagFields(subnet.tags, filter) : [value];
    });
    const subnetSet = wanted.map((subnet) => ({
      subnetId: subnet.id,
      vpcId: subnet.vpcId,
      state: 'available',
      cidrBlock: subnet.cidr,
      availabilityZone: subnet.availabilityZone,
      availabilityZoneId: subnet.zoneId,
      defaultForAz: subnet.isDefault,
      mapPublicIpOnLaunch: subnet.mapsPublicAddress,
      ownerId: world.account,
      tagSet: showTags(subnet.tags),
    }));
    return { subnetSet };
  },
});
