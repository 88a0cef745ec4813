import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IDependable } from 'constructs';
import { Construct, DependencyGroup } from 'constructs';

/** Where the service lives: a network of ours or one that exists. */
export interface INetwork {
  readonly vpcId: string;
  /** At least two, in different zones: the load balancer's. */
  readonly publicSubnetIds: readonly string[];
  /** The hosts'. They need a way out: AWS's APIs and the npm registry. */
  readonly privateSubnetIds: readonly string[];
  /** Ready when the network has its way out. */
  readonly connected: IDependable;
}

export interface NetworkAttributes {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
}

export interface NetworkProps {
  /** IPv4 range, /16 to /24; each subnet gets a sixteenth of it. May be a parameter. */
  readonly cidr: string;
  /**
   * First part of the `Name` tags.
   * @default - no `Name` tags
   */
  readonly name?: string;
}

/** A VPC over two zones: public subnets for the load balancer, private ones for the hosts behind one NAT gateway. */
export class Network extends Construct implements INetwork {
  /** A network that exists. Its subnets are taken at their word: two zones, and a way out for the private ones. */
  static fromAttributes(attributes: NetworkAttributes): INetwork {
    return { ...attributes, connected: new DependencyGroup() };
  }

  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly connected: IDependable;
  private readonly vpc: ec2.CfnVPC;
  private readonly subnetName: string | undefined;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.subnetName = props.name;
    this.vpc = new ec2.CfnVPC(this, 'Vpc', {
      cidrBlock: props.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: this.named(''),
    });
    this.vpcId = this.vpc.ref;
    const gateway = new ec2.CfnInternetGateway(this, 'InternetGateway');
    const attachment = new ec2.CfnVPCGatewayAttachment(this, 'GatewayAttachment', {
      vpcId: this.vpcId,
      internetGatewayId: gateway.ref,
    });
    const publicTable = this.routeTable('Public');
    const publicRoute = new ec2.CfnRoute(this, 'PublicRoute', {
      routeTableId: publicTable,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.ref,
    });
    publicRoute.node.addDependency(attachment);
    this.publicSubnetIds = [0, 1].map((zone) => this.subnet('Public', zone, publicTable));

    const privateTable = this.routeTable('Private');
    const privateRoute = new ec2.CfnRoute(this, 'PrivateRoute', {
      routeTableId: privateTable,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: this.natGateway(attachment),
    });
    this.privateSubnetIds = [0, 1].map((zone) => this.subnet('Private', zone, privateTable));
    // Free, and bundles do not travel through the NAT gateway.
    new ec2.CfnVPCEndpoint(this, 'S3Endpoint', {
      vpcId: this.vpcId,
      serviceName: Fn.sub('com.amazonaws.${AWS::Region}.s3'),
      vpcEndpointType: 'Gateway',
      routeTableIds: [privateTable],
    });
    this.connected = new DependencyGroup(publicRoute, privateRoute);
  }

  private natGateway(attachment: ec2.CfnVPCGatewayAttachment): string {
    const address = new ec2.CfnEIP(this, 'NatAddress', { domain: 'vpc' });
    address.node.addDependency(attachment);
    return new ec2.CfnNatGateway(this, 'NatGateway', {
      allocationId: address.attrAllocationId,
      subnetId: this.publicSubnetIds[0]!,
    }).ref;
  }

  private routeTable(kind: 'Public' | 'Private'): string {
    return new ec2.CfnRouteTable(this, `${kind}Routes`, { vpcId: this.vpcId }).ref;
  }

  private subnet(kind: 'Public' | 'Private', zone: number, routeTableId: string): string {
    const number = zone + 1;
    const subnet = new ec2.CfnSubnet(this, `${kind}Subnet${number}`, {
      vpcId: this.vpcId,
      availabilityZone: Fn.select(zone, Fn.getAzs()),
      cidrBlock: Fn.select(kind === 'Public' ? zone : zone + 2, Fn.cidr(this.vpc.attrCidrBlock, 4, '12')),
      tags: this.named(`-${kind.toLowerCase()}-${number}`),
    });
    new ec2.CfnSubnetRouteTableAssociation(this, `${kind}Subnet${number}Routes`, {
      subnetId: subnet.ref,
      routeTableId,
    });
    return subnet.ref;
  }

  private named(suffix: string) {
    return this.subnetName === undefined ? [] : [{ key: 'Name', value: `${this.subnetName}${suffix}` }];
  }
}
