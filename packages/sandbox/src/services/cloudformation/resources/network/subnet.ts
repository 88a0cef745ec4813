import { generatedId } from '../names.js';
import { text } from '../read.js';
import { recorded } from '../record/recorded.js';

export const subnet = recorded({
  type: 'AWS::EC2::Subnet',
  required: ['VpcId'],
  replacedBy: ['AvailabilityZone', 'AvailabilityZoneId', 'CidrBlock', 'VpcId', 'OutpostArn'],
  tags: 'list',
  attributes: [
    'SubnetId',
    'AvailabilityZone',
    'AvailabilityZoneId',
    'CidrBlock',
    'Ipv6CidrBlocks',
    'NetworkAclAssociationId',
    'OutpostArn',
    'VpcId',
  ],
  identify: () => generatedId('subnet'),
  describe: (id, properties, { region }) => {
    const AvailabilityZone = text(properties, 'AvailabilityZone') ?? `${region}a`;
    return {
      ...{ SubnetId: id, AvailabilityZone, CidrBlock: text(properties, 'CidrBlock') ?? '' },
      AvailabilityZoneId: `use1-az${AvailabilityZone.charCodeAt(AvailabilityZone.length - 1) - 96}`,
      Ipv6CidrBlocks: [],
      NetworkAclAssociationId: id.replace('subnet-', 'aclassoc-'),
      OutpostArn: '',
      VpcId: text(properties, 'VpcId') ?? '',
    };
  },
});
