import { AwsError, type OperationDefinition } from '../../service.js';
import { filtered, tagFields } from '../filters.js';
import { networkParts, type Permission } from '../network-parts.js';
import { texts } from '../read-input.js';
import { showTags } from '../show.js';
import type { World } from '../world.js';

const FILTERS = ['group-id', 'group-name', 'vpc-id', 'tag-key', 'tag:'];

/** DescribeSecurityGroups: what was asked for. The sandbox filters no packets. */
export const describeSecurityGroups = (world: World): OperationDefinition => ({
  action: 'ec2:DescribeSecurityGroups',
  handle(input) {
    const { securityGroups } = networkParts(world);
    const ids = texts(input, 'GroupId');
    const unknown = ids?.find((id) => !securityGroups.some((group) => group.id === id));
    if (unknown) throw new AwsError('InvalidGroup.NotFound', `The security group '${unknown}' does not exist`);
    const named = securityGroups.filter(({ id }) => !ids || ids.includes(id));
    const wanted = filtered(input, named, FILTERS, (group, filter) => {
      const fields: Record<string, string> = { 'group-id': group.id, 'group-name': group.name, 'vpc-id': group.vpcId };
      const value = fields[filter];
      return value === undefined ? tagFields(group.tags, filter) : [value];
    });
    const show = (permission: Permission) => showPermission(permission, world.account);
    const securityGroupInfo = wanted.map((group) => ({
      ...{ groupId: group.id, groupName: group.name, groupDescription: group.description, vpcId: group.vpcId },
      ...{ ownerId: world.account, tagSet: showTags(group.tags) },
      ...{ ipPermissions: group.ingress.map(show), ipPermissionsEgress: group.egress.map(show) },
    }));
    return { securityGroupInfo };
  },
});

function showPermission({ protocol, fromPort, toPort, cidr, groupId, description }: Permission, userId: string) {
  const words = { description: description ?? undefined };
  return {
    ipProtocol: protocol,
    fromPort: fromPort ?? undefined,
    toPort: toPort ?? undefined,
    ipRanges: cidr === null ? [] : [{ cidrIp: cidr, ...words }],
    groups: groupId === null ? [] : [{ groupId, userId, ...words }],
  };
}
