import { AwsError, type OperationDefinition } from '../../service.js';
import { filtered } from '../filters.js';
import { texts } from '../read-input.js';
import type { World } from '../world.js';

/** DescribeSecurityGroups: the one group of the instances. The sandbox filters no packets. */
export const describeSecurityGroups = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeSecurityGroups',
  handle(input) {
    const { instanceSecurityGroupId: groupId, vpcId } = world.network;
    const unknown = texts(input, 'GroupId')?.find((id) => id !== groupId);
    if (unknown) throw new AwsError('InvalidGroup.NotFound', `The security group '${unknown}' does not exist`);
    const group = {
      groupId,
      groupName: 'bluegreen-instances',
      groupDescription: 'Instances of the sandbox',
      vpcId,
      ownerId: world.account,
      ipPermissions: [],
      ipPermissionsEgress: [],
      tagSet: [],
    };
    const securityGroupInfo = filtered(input, [group], ['group-id', 'group-name', 'vpc-id'], (one, filter) => {
      const fields: Record<string, string> = {
        'group-id': one.groupId,
        'group-name': one.groupName,
        'vpc-id': one.vpcId,
      };
      return [fields[filter] ?? ''];
    });
    return { securityGroupInfo };
  },
});
