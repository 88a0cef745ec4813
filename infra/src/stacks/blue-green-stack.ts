import type { PolicyNames } from '@bluegreen/sdk';
import { COLORS, logGroupPrefix, namesOf, statePrefix } from '@bluegreen/sdk';
import type { CfnElement, StackProps } from 'aws-cdk-lib';
import { Aws, CfnCondition, CfnOutput, Fn, Stack, Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ArtifactBucket } from '../constructs/artifact-bucket.js';
import { Audit } from '../constructs/audit.js';
import { BlueGreenService } from '../constructs/blue-green-service.js';
import { capitalized } from '../constructs/colors.js';
import { DeployRole, GitLabProvider } from '../constructs/deploy-role.js';
import { DeploymentPolicy } from '../constructs/deployment-policy.js';
import { DeploymentUser } from '../constructs/deployment-user.js';
import { FlowLog } from '../constructs/flow-log.js';
import { Monitoring } from '../constructs/monitoring.js';
import type { INetwork } from '../constructs/network.js';
import { Network } from '../constructs/network.js';
import { onlyIf } from '../constructs/only-if.js';
import { OperatorPolicy } from '../constructs/operator-policy.js';
import { ServiceDashboard } from '../constructs/service-dashboard.js';
import { WebAcl } from '../constructs/web-acl.js';
import { acknowledgeFindings } from './acknowledgements.js';
import type { ParameterName } from './parameters.js';
import { createParameters } from './parameters.js';
import type { StackContext } from './stack-context.js';
import { readContext } from './stack-context.js';

export interface BlueGreenStackProps extends StackProps {
  /** @default - read from the CDK context */
  readonly context?: StackContext;
}

/** One environment of the guide: network, load balancer, two colours, CodeDeploy, bucket, access, monitoring. */
export class BlueGreenStack extends Stack {
  readonly service: BlueGreenService;
  private readonly parameter: (name: ParameterName) => ReturnType<ReturnType<typeof createParameters>>;
  private readonly stem: string;
  private readonly logs: string;

  constructor(scope: Construct, id: string, props: BlueGreenStackProps = {}) {
    super(scope, id, { description: 'Blue-green environment: one load balancer, two colours, CodeDeploy', ...props });
    const { network, defaults } = props.context ?? readContext(this.node);
    this.parameter = createParameters(this, defaults);
    const names = namesOf(this.text('ProjectName'), this.text('Environment'));
    this.stem = names.stack;
    this.logs = logGroupPrefix(Aws.STACK_NAME);

    const bucket = new ArtifactBucket(this, 'ArtifactBucket', { bucketName: this.bucketName() });
    const home = network ? Network.fromAttributes(network) : this.createNetwork();
    const policyNames = this.policyNames(bucket.bucketName);
    this.service = this.createService(home, policyNames);
    const scoped: PolicyNames = { ...policyNames, listeners: [this.service.entrance.listenerPath] };
    const roleArn = this.createAccess(scoped);
    this.createLogGroups();
    this.createWatch(home);
    this.createOutputs(bucket.bucketName, roleArn);
    acknowledgeFindings(this);
  }

  /** Readable ids without a hash: they are what people see in the console, and part of the names AWS makes. */
  protected override allocateLogicalId(element: CfnElement): string {
    const path = element.node.path.split('/').slice(1);
    const parts = path.filter((part) => part !== 'Resource' && part !== 'Service');
    return parts.join('').replace(/[^A-Za-z0-9]/g, '');
  }

  private text(name: ParameterName): string {
    return this.parameter(name).valueAsString;
  }

  private number(name: ParameterName): number {
    return this.parameter(name).valueAsNumber;
  }

  private condition(id: string, parameter: ParameterName): CfnCondition {
    return new CfnCondition(this, id, { expression: Fn.conditionEquals(this.text(parameter), 'yes') });
  }

  private given(id: string, parameter: ParameterName): CfnCondition {
    const empty = Fn.conditionEquals(this.text(parameter), '');
    return new CfnCondition(this, id, { expression: Fn.conditionNot(empty) });
  }

  private bucketName(): string {
    const given = this.given('BucketNameGiven', 'ArtifactBucketName');
    const usual = `bluegreen-codedeploy-artifacts-${Aws.ACCOUNT_ID}`;
    return Token.asString(Fn.conditionIf(given.logicalId, this.text('ArtifactBucketName'), usual));
  }

  private policyNames(bucket: string): Omit<PolicyNames, 'listeners'> {
    const [project, environment] = [this.text('ProjectName'), this.text('Environment')];
    const names = namesOf(project, environment);
    return {
      partition: Aws.PARTITION,
      region: Aws.REGION,
      account: Aws.ACCOUNT_ID,
      stack: Aws.STACK_NAME,
      application: names.application,
      deploymentGroups: [`${names.application}-*-dg`],
      autoScalingGroups: [`${names.stack}-*-asg`],
      bucket,
      statePrefix: statePrefix(project, environment),
    };
  }

  private createNetwork(): INetwork {
    return new Network(this, 'Net', { cidr: this.text('VpcCidr'), name: this.stem });
  }

  private createService(network: INetwork, policyNames: Omit<PolicyNames, 'listeners'>): BlueGreenService {
    const keyGiven = this.given('KeyPairGiven', 'KeyPairName');
    return new BlueGreenService(this, 'Service', {
      network,
      name: this.stem,
      policyNames,
      hosts: {
        imageId: this.text('ImageId'),
        instanceType: this.text('InstanceType'),
        maxSize: this.number('MaxSize'),
        keyName: Token.asString(Fn.conditionIf(keyGiven.logicalId, this.text('KeyPairName'), Aws.NO_VALUE)),
      },
      desired: { blue: this.number('BlueDesired'), green: this.number('GreenDesired') },
      logGroupPrefix: this.logs,
      certificateArn: this.text('CertificateArn'),
      certificateGiven: this.given('CertificateGiven', 'CertificateArn'),
      testListenerCidr: this.text('TestListenerCidr'),
      codeDeployRoleName: `${this.stem}-codedeploy`,
    });
  }

  private createAccess(names: PolicyNames): string {
    const provider = new GitLabProvider(this, 'GitLabProvider', {
      url: this.text('GitLabUrl'),
      existingArn: this.text('GitLabProviderArn'),
      create: new CfnCondition(this, 'ProviderWanted', {
        expression: Fn.conditionEquals(this.text('GitLabProviderArn'), ''),
      }),
    });
    const operator = new OperatorPolicy(this, 'OperatorPolicy', { names, managedPolicyName: `${this.stem}-operator` });
    const managedPolicyArns = [operator.arn];
    const role = new DeployRole(this, 'DeployRole', {
      provider,
      projectPath: this.text('GitLabProjectPath'),
      branches: this.text('GitLabBranches'),
      managedPolicyArns,
      roleName: `${this.stem}-deployer`,
    });
    const userWanted = this.condition('UserWanted', 'CreateIamUser');
    const { user } = new DeploymentUser(this, 'DeploymentUser', { managedPolicyArns });
    onlyIf(userWanted, user);
    new DeploymentPolicy(this, 'DeploymentPolicy', {
      names,
      shared: operator.document,
      role: role.role,
      user: { name: user.ref, when: userWanted },
    });
    return role.roleArn;
  }

  private createLogGroups(): void {
    for (const name of ['application', 'nginx', 'deployment']) {
      new logs.CfnLogGroup(this, `${name[0]!.toUpperCase()}${name.slice(1)}Log`, {
        logGroupName: `${this.logs}/${name}`,
        retentionInDays: logs.RetentionDays.ONE_MONTH,
      });
    }
  }

  private createWatch(network: INetwork): void {
    const monitoring = new Monitoring(this, 'Alarms', {
      service: this.service,
      name: this.stem,
      email: this.text('AlarmEmail'),
      emailGiven: this.given('MailGiven', 'AlarmEmail'),
    });
    new ServiceDashboard(this, 'Dashboard', {
      service: this.service,
      deployments: monitoring.deployments,
      dashboardName: this.stem,
    });
    const flowLog = new FlowLog(this, 'FlowLog', { vpcId: network.vpcId, logGroupName: `${this.logs}/connections` });
    onlyIf(this.condition('FlowLogsWanted', 'EnableFlowLogs'), flowLog);
    const acl = { loadBalancerArn: this.service.entrance.loadBalancer.ref, metricName: this.stem };
    onlyIf(this.condition('WafWanted', 'EnableWaf'), new WebAcl(this, 'WebAcl', acl));
    const trailWanted = this.condition('TrailWanted', 'EnableCloudTrail');
    const configWanted = this.condition('ConfigWanted', 'EnableConfig');
    new Audit(this, 'Audit', {
      name: this.stem,
      trailWanted,
      configWanted,
      recordsWanted: new CfnCondition(this, 'RecordsWanted', { expression: Fn.conditionOr(trailWanted, configWanted) }),
      guardDutyWanted: this.condition('GuardDutyWanted', 'EnableGuardDuty'),
    });
  }

  private createOutputs(bucket: string, deployRoleArn: string): void {
    const { entrance, fleets, deployments } = this.service;
    const values: Record<string, [value: string, description?: string]> = {
      ApplicationLoadBalancerDNSName: [entrance.loadBalancer.attrDnsName, 'ALB_DNS_NAME'],
      ApplicationLoadBalancerArn: [entrance.loadBalancer.ref],
      ListenerArn: [entrance.listenerArn, 'Production listener: ALB_LISTENER_ARN'],
      TestListenerArn: [entrance.testListenerArn, 'Answers either colour by header'],
      ArtifactBucketName: [bucket, 'CODEDEPLOY_S3_BUCKET'],
      CodeDeployApplicationName: [deployments.applicationName, 'CODEDEPLOY_APPLICATION_NAME'],
      DeployRoleArn: [deployRoleArn, 'Role of the pipeline'],
      HostSecurityGroupId: [this.service.hostSecurityGroupId, 'Add a rule for what else the hosts talk to'],
    };
    for (const color of COLORS) {
      const { targetGroup, autoScalingGroup } = fleets[color];
      const [Color, label] = [capitalized(color), color.toUpperCase()];
      values[`${Color}TargetGroupArn`] = [targetGroup.ref];
      values[`${Color}TargetGroupName`] = [targetGroup.attrTargetGroupName, `${label}_TARGET_GROUP`];
      values[`${Color}DeploymentGroupName`] = [deployments.groupNames[color]];
      values[`${Color}AutoScalingGroupName`] = [autoScalingGroup.ref];
    }
    for (const [name, [value, description]] of Object.entries(values)) {
      // Under an id of its own, for a construct may be called like the output; the output's name is what is asked for.
      new CfnOutput(this, `Output${name}`, { value, description }).overrideLogicalId(name);
    }
  }
}
