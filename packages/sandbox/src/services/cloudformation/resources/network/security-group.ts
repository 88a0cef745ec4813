import { generatedId } from '../names.js';
import { text } from '../read.js';
import { recorded } from '../record/recorded.js';

export const securityGroup = recorded({
  type: 'AWS::EC2::SecurityGroup',
  required: ['GroupDescription'],
  replacedBy: ['GroupDescription', 'GroupName', 'VpcId'],
  namedBy: 'GroupName',
  tags: 'list',
  attributes: ['GroupId', 'Id', 'VpcId'],
  identify: () => generatedId('sg'),
  describe: (id, properties) => ({ GroupId: id, Id: id, VpcId: text(properties, 'VpcId') ?? '' }),
});

export const securityGroupIngress = recorded({
  type: 'AWS::EC2::SecurityGroupIngress',
  required: ['IpProtocol'],
  replacedBy: ['*'],
  attributes: ['Id'],
  identify: () => generatedId('sgr'),
  describe: (id) => ({ Id: id }),
});

export const securityGroupEgress = recorded({
  type: 'AWS::EC2::SecurityGroupEgress',
  required: ['GroupId', 'IpProtocol'],
  replacedBy: ['*'],
  attributes: ['Id'],
  identify: () => generatedId('sgr'),
  describe: (id) => ({ Id: id }),
});
