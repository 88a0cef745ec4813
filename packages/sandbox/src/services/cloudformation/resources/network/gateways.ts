import { randomInt } from 'node:crypto';
import { generatedId } from '../names.js';
import { text } from '../read.js';
import { recorded } from '../record/recorded.js';

export const internetGateway = recorded({
  type: 'AWS::EC2::InternetGateway',
  tags: 'list',
  attributes: ['InternetGatewayId'],
  identify: () => generatedId('igw'),
  describe: (id) => ({ InternetGatewayId: id }),
});

export const gatewayAttachment = recorded({
  type: 'AWS::EC2::VPCGatewayAttachment',
  required: ['VpcId'],
  replacedBy: ['VpcId'],
  attributes: ['AttachmentType'],
  identify: (properties) => `IGW|${text(properties, 'VpcId') ?? ''}`,
  describe: () => ({ AttachmentType: 'IGW' }),
});

export const natGateway = recorded({
  type: 'AWS::EC2::NatGateway',
  replacedBy: ['AllocationId', 'ConnectivityType', 'SubnetId', 'PrivateIpAddress'],
  tags: 'list',
  attributes: ['NatGatewayId', 'EniId'],
  identify: () => generatedId('nat'),
  describe: (id) => ({ NatGatewayId: id, EniId: id.replace('nat-', 'eni-') }),
});

/** Ref is the address, the allocation an attribute. */
export const elasticAddress = recorded({
  type: 'AWS::EC2::EIP',
  replacedBy: ['Domain', 'NetworkBorderGroup', 'TransferAddress', 'Address'],
  tags: 'list',
  attributes: ['AllocationId', 'PublicIp'],
  // A block that is kept free for documentation.
  identify: () => `203.0.113.${randomInt(1, 255)}`,
  describe: (address) => ({ PublicIp: address }),
  endow: () => ({ AllocationId: generatedId('eipalloc') }),
});
