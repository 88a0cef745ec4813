import { AwsError, type OperationDefinition } from '../../service.js';
import { filtered, tagFields } from '../filters.js';
import { networkParts } from '../network-parts.js';
import { texts } from '../read-input.js';
import { showTags } from '../show.js';
import type { World } from '../world.js';

const FILTERS = ['vpc-id', 'state', 'is-default', 'isDefault', 'cidr', 'tag-key', 'tag:'];

export const describeVpcs = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeVpcs',
  handle(input) {
    const { vpcs } = networkParts(world);
    const ids = texts(input, 'VpcId');
    const unknown = ids?.find((id) => !vpcs.some((vpc) => vpc.id === id));
    if (unknown) throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${unknown}' does not exist`);
    const named = vpcs.filter(({ id }) => !ids || ids.includes(id));
    const wanted = filtered(input, named, FILTERS, (vpc, filter) => {
      const isDefault = String(vpc.isDefault);
      const fields: Record<string, string> = {
        ...{ 'vpc-id': vpc.id, state: 'available', 'is-default': isDefault, isDefault, cidr: vpc.cidr },
      };
      const value = fields[filter];
      return value === undefined ? tagFields(vpc.tags, filter) : [value];
    });
    const vpcSet = wanted.map(({ id, cidr, isDefault, tags }) => ({
      ...{ vpcId: id, cidrBlock: cidr, state: 'available', isDefault, ownerId: world.account },
      ...{ instanceTenancy: 'default', tagSet: showTags(tags) },
    }));
    return { vpcSet };
  },
});
