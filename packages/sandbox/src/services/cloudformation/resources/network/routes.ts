import { generatedId } from '../names.js';
import { text } from '../read.js';
import { recorded } from '../record/recorded.js';

export const routeTable = recorded({
  type: 'AWS::EC2::RouteTable',
  required: ['VpcId'],
  replacedBy: ['VpcId'],
  tags: 'list',
  attributes: ['RouteTableId'],
  identify: () => generatedId('rtb'),
  describe: (id) => ({ RouteTableId: id }),
});

export const route = recorded({
  type: 'AWS::EC2::Route',
  required: ['RouteTableId'],
  replacedBy: ['RouteTableId', 'DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  attributes: ['CidrBlock'],
  identify: (properties) =>
    `${text(properties, 'RouteTableId') ?? ''}|${text(properties, 'DestinationCidrBlock') ?? ''}`,
  describe: (_id, properties) => ({ CidrBlock: text(properties, 'DestinationCidrBlock') ?? '' }),
});

export const routeTableAssociation = recorded({
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  required: ['RouteTableId', 'SubnetId'],
  replacedBy: ['SubnetId'],
  attributes: ['Id'],
  identify: () => generatedId('rtbassoc'),
  describe: (id) => ({ Id: id }),
});
