import { synthesize } from '../testing/synthesize.js';

const EXISTING = {
  vpcId: 'vpc-0a1b',
  publicSubnetIds: 'subnet-1, subnet-2',
  privateSubnetIds: 'subnet-3,subnet-4',
};

describe('context', () => {
  it('takes a network that exists, and then makes none', () => {
    const template = synthesize({ context: EXISTING });
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['subnet-1', 'subnet-2'] });
    template.allResourcesProperties('AWS::AutoScaling::AutoScalingGroup', {
      VPCZoneIdentifier: ['subnet-3', 'subnet-4'],
    });
    template.allResourcesProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { VpcId: 'vpc-0a1b' });
    expect(template.toJSON().Parameters).not.toHaveProperty('VpcCidr');
  });

  it.each([
    ['no subnets', { vpcId: 'vpc-0a1b' }],
    ['one public subnet', { ...EXISTING, publicSubnetIds: 'subnet-1' }],
    ['no private subnet', { ...EXISTING, privateSubnetIds: ' ' }],
  ])('refuses a VPC with %s', (_name, context) => {
    expect(() => synthesize({ context })).toThrow(/publicSubnetIds=a,b .* privateSubnetIds=c,d/);
  });

  it('puts its own values in place of the parameters’ defaults', () => {
    const { Parameters } = synthesize({
      context: { instanceType: 't4g.small', blueDesired: 3, certificateArn: 'arn:x' },
    }).toJSON();
    expect(Parameters).toMatchObject({
      InstanceType: { Default: 't4g.small' },
      BlueDesired: { Default: '3' },
      CertificateArn: { Default: 'arn:x' },
      GreenDesired: { Default: 2 },
    });
  });
});
