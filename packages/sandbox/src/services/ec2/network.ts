/** The one network of a sandbox. Other services that name a VPC or subnet should name these. */
export interface Network {
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnets: readonly {
    readonly id: string;
    readonly availabilityZone: string;
    readonly zoneId: string;
    readonly cidr: string;
  }[];
  readonly instanceSecurityGroupId: string;
}

export function defaultNetwork(region: string): Network {
  return {
    vpcId: 'vpc-0b1e000000000000a',
    cidr: '127.0.0.0/8',
    subnets: [
      {
        id: 'subnet-0b1e000000000000a',
        availabilityZone: `${region}a`,
        zoneId: `${shortRegion(region)}-az1`,
        cidr: '127.0.0.0/9',
      },
      {
        id: 'subnet-0b1e000000000000b',
        availabilityZone: `${region}b`,
        zoneId: `${shortRegion(region)}-az2`,
        cidr: '127.128.0.0/9',
      },
    ],
    instanceSecurityGroupId: 'sg-0b1e000000000000a',
  };
}

/** `us-east-1` is `use1` in zone ids. */
function shortRegion(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  return `${area}${direction.replace(/(north|south)(east|west)/, (_, a: string, b: string) => a.charAt(0) + b.charAt(0)).replace(/^(north|south|east|west|central)$/, (word) => word.charAt(0))}${number}`;
}
