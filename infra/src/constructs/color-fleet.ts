import type { Color } from '@bluegreen/sdk';
import { Duration } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { HostSetup } from './host-setup.js';
import type { INetwork } from './network.js';

/** Tag that tells an instance's colour. */
export const COLOR_TAG = 'bluegreen:color';

export interface ColorFleetProps {
  readonly color: Color;
  readonly network: INetwork;
  /** The hosts'. */
  readonly securityGroupId: string;
  readonly instanceProfileArn: string;
  /** What the hosts do at their first boot. */
  readonly setup: HostSetup;
  /** `-<color>-asg` and `-<color>` are added for the group and its instances. */
  readonly name: string;
  /** Id of an Amazon Linux 2023 image. */
  readonly imageId: string;
  /** Folder of the log groups. */
  readonly logGroupPrefix: string;
  /** @default t3.medium */
  readonly instanceType?: string;
  /** Instances at first. Afterwards CloudFormation leaves the size alone until this changes. @default 2 */
  readonly desired?: number;
  /** @default 4 */
  readonly maxSize?: number;
  /** @default - no key pair; sessions go through Systems Manager */
  readonly keyName?: string;
  /** PM2 workers of a host. @default 4 */
  readonly workers?: number;
}

/** One colour: its target group, its launch template and its Auto Scaling group. They stay together for life. */
export class ColorFleet extends Construct {
  readonly color: Color;
  readonly targetGroup: elb.CfnTargetGroup;
  readonly autoScalingGroup: autoscaling.CfnAutoScalingGroup;
  readonly autoScalingGroupName: string;

  constructor(scope: Construct, id: string, props: ColorFleetProps) {
    super(scope, id);
    this.color = props.color;
    this.autoScalingGroupName = `${props.name}-${props.color}-asg`;
    this.targetGroup = this.createTargetGroup(props.network);
    const template = this.createLaunchTemplate(props);
    this.autoScalingGroup = new autoscaling.CfnAutoScalingGroup(this, 'AutoScalingGroup', {
      autoScalingGroupName: this.autoScalingGroupName,
      // An idle colour may be scaled to nothing (contract T4).
      minSize: '0',
      maxSize: String(props.maxSize ?? 4),
      desiredCapacity: String(props.desired ?? 2),
      vpcZoneIdentifier: [...props.network.privateSubnetIds],
      launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
      targetGroupArns: [this.targetGroup.ref],
      // Not ELB: a host without a release is unhealthy there, and would be replaced for ever before the first deployment.
      healthCheckType: 'EC2',
      metricsCollection: [{ granularity: '1Minute' }],
      tags: [
        { key: 'Name', value: `${props.name}-${props.color}`, propagateAtLaunch: true },
        { key: COLOR_TAG, value: props.color, propagateAtLaunch: true },
      ],
    });
    this.autoScalingGroup.cfnOptions.updatePolicy = {
      // The product and its users set the size; an update of something else must not set it back.
      autoScalingScheduledAction: { ignoreUnmodifiedGroupSizeProperties: true },
    };
    this.autoScalingGroup.node.addDependency(props.network.connected);
  }

  private createTargetGroup(network: INetwork): elb.CfnTargetGroup {
    return new elb.CfnTargetGroup(this, 'TargetGroup', {
      protocol: 'HTTP',
      port: 80,
      targetType: 'instance',
      vpcId: network.vpcId,
      healthCheckPath: '/health',
      healthCheckIntervalSeconds: 10,
      healthCheckTimeoutSeconds: 5,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
      matcher: { httpCode: '200' },
      targetGroupAttributes: [{ key: 'deregistration_delay.timeout_seconds', value: '30' }],
    });
  }

  private createLaunchTemplate(props: ColorFleetProps): ec2.CfnLaunchTemplate {
    const { color, logGroupPrefix, workers } = props;
    return new ec2.CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        imageId: props.imageId,
        instanceType: props.instanceType ?? 't3.medium',
        keyName: props.keyName,
        iamInstanceProfile: { arn: props.instanceProfileArn },
        securityGroupIds: [props.securityGroupId],
        metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeType: 'gp3', volumeSize: 20, encrypted: true } }],
        userData: props.setup.userData({
          color,
          autoScalingGroupName: this.autoScalingGroupName,
          logGroupPrefix,
          workers,
        }),
      },
    });
  }

  /** A metric of the load balancer about this colour. @default - sum over one minute */
  metric(name: string, loadBalancer: elb.CfnLoadBalancer, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/ApplicationELB',
      metricName: name,
      dimensionsMap: {
        TargetGroup: this.targetGroup.attrTargetGroupFullName,
        LoadBalancer: loadBalancer.attrLoadBalancerFullName,
      },
      statistic: 'Sum',
      period: Duration.minutes(1),
      ...props,
    });
  }

  /** Percent of the processors in use. @default - average over five minutes */
  metricCpu(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.hostMetric('AWS/EC2', 'CPUUtilization', props);
  }

  /** Percent of memory in use, from the CloudWatch agent. @default - average over five minutes */
  metricMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.hostMetric('CWAgent', 'mem_used_percent', props);
  }

  /** Percent of the disk in use, from the CloudWatch agent. @default - average over five minutes */
  metricDisk(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.hostMetric('CWAgent', 'disk_used_percent', props);
  }

  private hostMetric(namespace: string, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace,
      metricName,
      dimensionsMap: { AutoScalingGroupName: this.autoScalingGroupName },
      statistic: 'Average',
      period: Duration.minutes(5),
      ...props,
    });
  }
}
