import type { Color, PolicyNames } from '@bluegreen/sdk';
import { COLORS } from '@bluegreen/sdk';
import type { CfnCondition } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { capitalized } from './colors.js';
import type { ColorFleetProps } from './color-fleet.js';
import { ColorFleet } from './color-fleet.js';
import { DeploymentGroups } from './deployment-groups.js';
import { Entrance } from './entrance.js';
import { HostRole } from './host-role.js';
import { HostSetup } from './host-setup.js';
import type { INetwork } from './network.js';

/** What both colours share; see ColorFleetProps. */
export type HostProps = Pick<ColorFleetProps, 'imageId' | 'instanceType' | 'maxSize' | 'keyName' | 'workers'>;

export interface BlueGreenServiceProps {
  readonly network: INetwork;
  /** `<project>-<environment>`; first part of the guide's names. */
  readonly name: string;
  /** CodeDeploy application. @default <name>-app */
  readonly applicationName?: string;
  /** What the hosts may touch. */
  readonly policyNames: Omit<PolicyNames, 'listeners'>;
  readonly hosts: HostProps;
  /** Instances at first, a colour. @default 2 */
  readonly desired?: Readonly<Record<Color, number>>;
  /** Folder of the log groups. */
  readonly logGroupPrefix: string;
  /** @default - no HTTPS */
  readonly certificateArn?: string;
  /** Whether `certificateArn` holds one, where only CloudFormation knows. @default - it does when it is given */
  readonly certificateGiven?: CfnCondition;
  /** Who may ask the test listener, as an IPv4 range. @default 0.0.0.0/0 */
  readonly testListenerCidr?: string;
  /** Role of CodeDeploy itself. @default - IAM chooses a name */
  readonly codeDeployRoleName?: string;
}

/** A service with two colours behind one load balancer, deployed by CodeDeploy and switched by Bluegreen. */
export class BlueGreenService extends Construct {
  readonly entrance: Entrance;
  readonly fleets: Readonly<Record<Color, ColorFleet>>;
  readonly deployments: DeploymentGroups;
  readonly hostRole: HostRole;
  /** The hosts': give it a rule for each further thing that the app talks to, such as a database. */
  readonly hostSecurityGroupId: string;
  /** Too many errors of a colour's hosts. Quiet on a colour that serves nobody. */
  readonly targetErrors: Readonly<Record<Color, cloudwatch.Alarm>>;

  constructor(scope: Construct, id: string, props: BlueGreenServiceProps) {
    super(scope, id);
    this.hostSecurityGroupId = this.createHostSecurityGroup(props.network);
    const { hostSecurityGroupId } = this;
    this.hostRole = new HostRole(this, 'HostRole', { names: { ...props.policyNames, listeners: [] } });
    this.entrance = new Entrance(this, 'ApplicationLoadBalancer', {
      network: props.network,
      hostSecurityGroupId,
      testListenerCidr: props.testListenerCidr,
    });
    const setup = new HostSetup(this, 'HostSetup');
    const [blue, green] = COLORS.map(
      (color) =>
        new ColorFleet(this, capitalized(color), {
          ...props.hosts,
          color,
          setup,
          network: props.network,
          name: props.name,
          desired: props.desired?.[color],
          securityGroupId: hostSecurityGroupId,
          instanceProfileArn: this.hostRole.instanceProfileArn,
          logGroupPrefix: props.logGroupPrefix,
        }),
    );
    this.fleets = { blue: blue!, green: green! };
    this.entrance.addListeners({
      targetGroupArns: { blue: this.fleets.blue.targetGroup.ref, green: this.fleets.green.targetGroup.ref },
      certificateArn: props.certificateArn,
      certificateGiven: props.certificateGiven,
    });
    this.targetErrors = { blue: this.targetErrorAlarm('blue', props), green: this.targetErrorAlarm('green', props) };
    this.deployments = new DeploymentGroups(this, 'CodeDeploy', {
      applicationName: props.applicationName ?? `${props.name}-app`,
      autoScalingGroupNames: {
        blue: this.fleets.blue.autoScalingGroup.ref,
        green: this.fleets.green.autoScalingGroup.ref,
      },
      alarms: { blue: [this.targetErrors.blue], green: [this.targetErrors.green] },
      roleName: props.codeDeployRoleName,
    });
  }

  private createHostSecurityGroup(network: INetwork): string {
    return new ec2.CfnSecurityGroup(this, 'HostSecurityGroup', {
      groupDescription: 'Hosts: reached by the load balancer alone; shells go through Systems Manager',
      vpcId: network.vpcId,
      securityGroupEgress: [
        {
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          cidrIp: '0.0.0.0/0',
          description: 'AWS and package registries',
        },
      ],
    }).attrGroupId;
  }

  private targetErrorAlarm(color: Color, props: BlueGreenServiceProps): cloudwatch.Alarm {
    const metric = this.metricTarget(color, 'HTTPCode_Target_5XX_Count');
    return metric.createAlarm(this, `${capitalized(color)}TargetErrors`, {
      alarmName: `${props.name}-${color}-target-5xx`,
      threshold: 10,
      evaluationPeriods: 2,
      // The metric has no data point when it would be zero (contract A9).
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  /** A metric of the load balancer about one colour. @default - sum over one minute */
  metricTarget(color: Color, name: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.fleets[color].metric(name, this.entrance.loadBalancer, props);
  }

  /** Seconds until a host answered, over both colours. @default - average over one minute */
  metricResponseTime(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.entrance.metric('TargetResponseTime', { statistic: 'Average', ...props });
  }
}
