import { generatedId } from '../names.js';
import { text } from '../read.js';
import { recorded } from '../record/recorded.js';

export const vpc = recorded({
  type: 'AWS::EC2::VPC',
  replacedBy: ['CidrBlock', 'Ipv4IpamPoolId'],
  tags: 'list',
  attributes: [
    'VpcId',
    'CidrBlock',
    'CidrBlockAssociations',
    'DefaultNetworkAcl',
    'DefaultSecurityGroup',
    'Ipv6CidrBlocks',
  ],
  identify: () => generatedId('vpc'),
  describe: (id, properties) => ({
    VpcId: id,
    CidrBlock: text(properties, 'CidrBlock') ?? '',
    CidrBlockAssociations: [id.replace('vpc-', 'vpc-cidr-assoc-')],
    DefaultNetworkAcl: id.replace('vpc-', 'acl-'),
    DefaultSecurityGroup: id.replace('vpc-', 'sg-'),
    Ipv6CidrBlocks: [],
  }),
});
