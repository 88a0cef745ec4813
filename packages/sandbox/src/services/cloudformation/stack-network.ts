import type { NetworkParts, Permission, SecurityGroup } from '../ec2/network-parts.js';
import type { EngineState } from './engine/engine.js';
import type { ResourceRecord } from './engine/stack.js';
import { flag, records, text } from './resources/read.js';
import { textOf, type JsonRecord } from './template/json.js';

interface Made extends ResourceRecord {
  readonly physicalId: string;
  readonly stackName: string;
}

/** VPCs, subnets and security groups that stacks have, for EC2's describe calls. */
export function stackNetwork(state: EngineState): NetworkParts {
  const made = state.stacks.flatMap(({ name, resources }) =>
    Object.values(resources).flatMap((record) => {
      const { physicalId } = record;
      return physicalId === null ? [] : [{ ...record, physicalId, stackName: name }];
    }),
  );
  const ofType = (type: string) => made.filter((record) => record.type === type);
  return {
    vpcs: ofType('AWS::EC2::VPC').map(({ physicalId: id, attributes, properties }) => ({
      ...{ id, cidr: textOf(attributes['CidrBlock']) ?? '', isDefault: false, tags: tagsIn(properties) },
    })),
    subnets: ofType('AWS::EC2::Subnet').map(({ physicalId: id, attributes, properties }) => ({
      id,
      vpcId: textOf(attributes['VpcId']) ?? '',
      availabilityZone: textOf(attributes['AvailabilityZone']) ?? '',
      zoneId: textOf(attributes['AvailabilityZoneId']) ?? '',
      cidr: textOf(attributes['CidrBlock']) ?? '',
      isDefault: false,
      mapsPublicAddress: flag(properties, 'MapPublicIpOnLaunch') ?? false,
      tags: tagsIn(properties),
    })),
    securityGroups: ofType('AWS::EC2::SecurityGroup').map((group) => toGroup(group, ofType)),
  };
}

function toGroup(group: Made, ofType: (type: string) => readonly Made[]): SecurityGroup {
  const { physicalId: id, properties, attributes, stackName, logicalId } = group;
  const rules = (direction: 'Ingress' | 'Egress'): Permission[] => {
    const inline = records(properties, `SecurityGroup${direction}`);
    const apart = ofType(`AWS::EC2::SecurityGroup${direction}`).map((rule) => rule.properties);
    return [...inline, ...apart.filter((rule) => text(rule, 'GroupId') === id)].map(toPermission);
  };
  return {
    id,
    name: text(properties, 'GroupName') ?? `${stackName}-${logicalId}-${id.slice(-12).toUpperCase()}`,
    description: text(properties, 'GroupDescription') ?? '',
    vpcId: textOf(attributes['VpcId']) ?? '',
    ingress: rules('Ingress'),
    egress: rules('Egress'),
    tags: tagsIn(properties),
  };
}

function toPermission(rule: JsonRecord): Permission {
  const port = (name: string) => (rule[name] === undefined ? null : Number(rule[name]));
  return {
    protocol: text(rule, 'IpProtocol') ?? '-1',
    fromPort: port('FromPort'),
    toPort: port('ToPort'),
    cidr: text(rule, 'CidrIp') ?? null,
    groupId: text(rule, 'SourceSecurityGroupId') ?? text(rule, 'DestinationSecurityGroupId') ?? null,
    description: text(rule, 'Description') ?? null,
  };
}

function tagsIn(properties: JsonRecord): Record<string, string> {
  const pairs = records(properties, 'Tags').map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? ''] as const);
  return Object.fromEntries(pairs);
}
