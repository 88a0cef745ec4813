import { Match } from 'aws-cdk-lib/assertions';
import { at, ofType, synthesize, textOf } from '../testing/synthesize.js';
import { PARAMETER_NAMES } from './parameters.js';

const template = synthesize();
const named = (suffix: string) => ({ 'Fn::Join': ['', [{ Ref: 'ProjectName' }, '-', { Ref: 'Environment' }, suffix]] });
const resource = (id: string) => textOf(template).Resources[id]!;

describe('parameters', () => {
  const parameters = textOf(template).Parameters;

  it('each have a default and a bound', () => {
    expect(Object.keys(parameters).sort()).toEqual([...PARAMETER_NAMES].sort());
    for (const [name, parameter] of Object.entries(parameters)) {
      expect([name, parameter['Default']]).not.toEqual([name, undefined]);
      const bounds = [
        parameter['AllowedPattern'],
        parameter['AllowedValues'],
        parameter['MinValue'],
        parameter['Type'],
      ];
      expect([name, bounds.some((bound) => bound !== undefined && bound !== 'String' && bound !== 'Number')]).toEqual([
        name,
        true,
      ]);
    }
  });

  it.each([
    ['ProjectName', ['bluegreen-deployment', 'ab'], ['Upper', '1st', 'a', 'ends-', 'a'.repeat(33)]],
    ['Environment', ['production', 'staging'], ['Prod', 'a'.repeat(17)]],
    ['KeyPairName', ['', 'bluegreen-deployment-keypair', 'my key'], ['tab\t']],
    ['InstanceType', ['t3.medium', 'u-6tb1.metal', 'm7i-flex.large'], ['t3', 'T3.medium', '']],
    ['VpcCidr', ['10.0.0.0/16', '172.31.0.0/24'], ['10.0.0.0/8', '10.0.0.0', '10.0.0.0/28']],
    [
      'CertificateArn',
      ['', 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b'],
      ['arn:aws:iam::123456789012:server-certificate/x'],
    ],
    [
      'GitLabUrl',
      ['https://gitlab.com', 'https://git.example.org:8443'],
      ['http://gitlab.com', 'https://x.org/gitlab'],
    ],
    ['GitLabProjectPath', ['', 'group/project', 'a/b/c'], ['project', 'group/*', '/x']],
    ['GitLabBranches', ['main', 'release/*'], ['', 'a b', 'x:ref_type:tag']],
    ['AlarmEmail', ['', 'ops@example.org'], ['ops']],
    ['ArtifactBucketName', ['', 'my-bucket.1'], ['My-Bucket', 'a']],
  ])('%s takes %j and refuses %j', (name, good, bad) => {
    const pattern = new RegExp(parameters[name]!['AllowedPattern'] as string);
    expect(good.filter((value) => !pattern.test(value))).toEqual([]);
    expect(bad.filter((value) => pattern.test(value))).toEqual([]);
    expect(parameters[name]!['Default']).toMatch(pattern);
  });
});

describe('traffic', () => {
  it('begins with BLUE alone, on port 80', () => {
    const { Properties } = resource('ApplicationLoadBalancerHttpListener');
    expect(Properties).toMatchObject({ Port: 80, Protocol: 'HTTP' });
    expect(at(Properties, 'DefaultActions', 'Fn::If', 2)).toEqual([
      { Type: 'forward', TargetGroupArn: { Ref: 'BlueTargetGroup' } },
    ]);
  });

  it('goes over HTTPS where a certificate is given, and port 80 leads there', () => {
    expect(at(resource('ApplicationLoadBalancerHttpListener').Properties, 'DefaultActions', 'Fn::If')).toMatchObject([
      'CertificateGiven',
      [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
      [{ Type: 'forward' }],
    ]);
    expect(resource('ApplicationLoadBalancerHttpsListener')).toMatchObject({
      Condition: 'CertificateGiven',
      Properties: {
        Port: 443,
        Certificates: [{ CertificateArn: { Ref: 'CertificateArn' } }],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'BlueTargetGroup' } }],
      },
    });
  });

  it('reaches each colour by name through the test listener, and nobody without a name', () => {
    expect(resource('ApplicationLoadBalancerTestListener').Properties).toMatchObject({
      Port: 8080,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
    for (const [color, group, priority] of [
      ['blue', 'BlueTargetGroup', 1],
      ['green', 'GreenTargetGroup', 2],
    ] as const) {
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
        Priority: priority,
        Conditions: [
          { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-BlueGreen-Color', Values: [color] } },
        ],
        Actions: [{ Type: 'forward', TargetGroupArn: { Ref: group } }],
      });
    }
  });

  it('drains for 30 s, and a host proves its health every 10 s', () => {
    for (const id of ['BlueTargetGroup', 'GreenTargetGroup']) {
      expect(resource(id).Properties).toMatchObject({
        HealthCheckPath: '/health',
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
      });
      // AWS allows 32 characters; the guide's names are longer.
      expect(resource(id).Properties).not.toHaveProperty('Name');
    }
    expect(resource('ApplicationLoadBalancer').Properties).not.toHaveProperty('Name');
  });
});

describe.each(['blue', 'green'] as const)('%s', (color) => {
  const Color = color === 'blue' ? 'Blue' : 'Green';

  it('may be scaled to nothing, and an update leaves its size alone', () => {
    expect(resource(`${Color}AutoScalingGroup`)).toMatchObject({
      Properties: {
        AutoScalingGroupName: named(`-${color}-asg`),
        MinSize: '0',
        MaxSize: { Ref: 'MaxSize' },
        DesiredCapacity: { Ref: `${Color}Desired` },
        TargetGroupARNs: [{ Ref: `${Color}TargetGroup` }],
        HealthCheckType: 'EC2',
      },
      UpdatePolicy: { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } },
    });
  });

  it('marks its instances', () => {
    expect(resource(`${Color}AutoScalingGroup`).Properties['Tags']).toEqual(
      expect.arrayContaining([
        { Key: 'bluegreen:color', Value: color, PropagateAtLaunch: true },
        { Key: 'Name', Value: named(`-${color}`), PropagateAtLaunch: true },
      ]),
    );
  });

  it('launches hosts that answer metadata by IMDSv2 alone, in private subnets, with an encrypted disk', () => {
    const data = resource(`${Color}LaunchTemplate`).Properties['LaunchTemplateData'];
    expect(data).toMatchObject({
      MetadataOptions: { HttpTokens: 'required' },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
      KeyName: { 'Fn::If': ['KeyPairGiven', { Ref: 'KeyPairName' }, { Ref: 'AWS::NoValue' }] },
    });
    expect(resource(`${Color}AutoScalingGroup`).Properties['VPCZoneIdentifier']).toEqual([
      { Ref: 'NetPrivateSubnet1' },
      { Ref: 'NetPrivateSubnet2' },
    ]);
    expect(JSON.stringify(at(data, 'UserData'))).toContain(`color=${color} group=`);
  });

  it('is deployed in place, without traffic control, and back to its last good release on failure or alarm', () => {
    expect(resource(`CodeDeploy${Color}Group`).Properties).toMatchObject({
      DeploymentGroupName: named(`-app-${color}-dg`),
      AutoScalingGroups: [{ Ref: `${Color}AutoScalingGroup` }],
      DeploymentStyle: { DeploymentType: 'IN_PLACE', DeploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: { Ref: `${Color}TargetErrors` } }] },
    });
    // CodeDeploy starts nothing under an alarm: those of a group must be quiet where nobody is served.
    expect(resource(`${Color}TargetErrors`).Properties).toMatchObject({ TreatMissingData: 'notBreaching' });
  });
});

describe('security groups', () => {
  type Rule = { readonly FromPort: number; readonly CidrIp?: unknown };
  const ingress = [
    ...ofType(template, 'AWS::EC2::SecurityGroup').flatMap(
      ({ Properties }) => (Properties['SecurityGroupIngress'] ?? []) as Rule[],
    ),
    ...ofType(template, 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties as unknown as Rule),
  ];

  it('open 80, 8080 and 443 of the load balancer, and of the hosts only port 80 to the load balancer', () => {
    expect(ingress.map((rule) => [rule.FromPort, rule.CidrIp ?? 'load balancer']).sort()).toEqual([
      [443, '0.0.0.0/0'],
      [80, '0.0.0.0/0'],
      [80, 'load balancer'],
      [8080, { Ref: 'TestListenerCidr' }],
    ]);
  });

  it('let hosts out over HTTPS only', () => {
    expect(resource('HostSecurityGroup').Properties['SecurityGroupEgress']).toMatchObject([
      { FromPort: 443, ToPort: 443 },
    ]);
  });
});

describe('the bucket', () => {
  it('is versioned, encrypted, closed, TLS only, and outlives the stack', () => {
    const { Properties, DeletionPolicy } = resource('ArtifactBucket');
    expect(DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: expect.anything(),
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: 'ArtifactBucket' },
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  it('never loses a current object: no rule expires one by age or by name', () => {
    const rules = at(resource('ArtifactBucket').Properties, 'LifecycleConfiguration', 'Rules') as object[];
    const actions = rules
      .flatMap((rule) => Object.keys(rule))
      .filter((key) => !['Id', 'Status', 'Prefix'].includes(key));
    expect(actions.sort()).toEqual(['AbortIncompleteMultipartUpload', 'NoncurrentVersionExpiration']);
    // A bundle pushed under one key again and again is rolled back to by its version.
    expect(rules).toMatchObject([{ NoncurrentVersionExpiration: { NewerNoncurrentVersions: 25 } }]);
  });

  it('has the guide’s name unless another is given', () => {
    expect(resource('ArtifactBucket').Properties['BucketName']).toEqual({
      'Fn::If': [
        'BucketNameGiven',
        { Ref: 'ArtifactBucketName' },
        { 'Fn::Join': ['', ['bluegreen-codedeploy-artifacts-', { Ref: 'AWS::AccountId' }]] },
      ],
    });
  });
});

describe('outputs', () => {
  it('are all that `bluegreen` asks for', () => {
    const colors = ['Blue', 'Green'].flatMap((Color) =>
      ['TargetGroupArn', 'TargetGroupName', 'DeploymentGroupName', 'AutoScalingGroupName'].map(
        (name) => `${Color}${name}`,
      ),
    );
    expect(Object.keys(textOf(template).Outputs).sort()).toEqual(
      [
        'ApplicationLoadBalancerArn',
        'ApplicationLoadBalancerDNSName',
        'ArtifactBucketName',
        'CodeDeployApplicationName',
        'DeployRoleArn',
        'HostSecurityGroupId',
        'ListenerArn',
        'TestListenerArn',
        ...colors,
      ].sort(),
    );
  });

  it('name the listener that carries production traffic', () => {
    expect(textOf(template).Outputs['ListenerArn']?.Value).toEqual({
      'Fn::If': [
        'CertificateGiven',
        { Ref: 'ApplicationLoadBalancerHttpsListener' },
        { Ref: 'ApplicationLoadBalancerHttpListener' },
      ],
    });
  });
});
