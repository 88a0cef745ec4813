import type { Color } from '@bluegreen/sdk';
import { COLORS } from '@bluegreen/sdk';
import type { CfnCondition } from 'aws-cdk-lib';
import { Aws } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { BlueGreenService } from './blue-green-service.js';
import { capitalized } from './colors.js';
import { DeploymentMetrics } from './deployment-metrics.js';

export interface MonitoringProps {
  readonly service: BlueGreenService;
  /** `<project>-<environment>`; first part of the alarms' names. */
  readonly name: string;
  /** Who gets a mail. @default - nobody; subscribe to the topic yourself */
  readonly email?: string;
  /** Whether `email` holds one, where that is known only to CloudFormation. @default - it does when it is given */
  readonly emailGiven?: CfnCondition;
}

/** Alarms for what the guide watches, and a topic that they speak through. */
export class Monitoring extends Construct {
  readonly topic: sns.Topic;
  readonly deployments: DeploymentMetrics;
  private readonly alarmNamePrefix: string;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { service, name } = props;
    this.alarmNamePrefix = name;
    this.topic = this.createTopic(props);
    this.deployments = new DeploymentMetrics(name);
    for (const color of COLORS) {
      service.targetErrors[color].addAlarmAction(new SnsAction(this.topic));
      this.watchHosts(color, service);
    }
    this.watch('LoadBalancerErrors', 'elb-5xx', service.entrance.metric('HTTPCode_ELB_5XX_Count'), 10, 2);
    this.watch('SlowAnswers', 'slow', service.metricResponseTime(), 1, 5);
    this.watch('FailedDeployments', 'deployment-failed', this.deployments.metricFailed(), 1, 1);
  }

  private watchHosts(color: Color, service: BlueGreenService): void {
    const fleet = service.fleets[color];
    const Color = capitalized(color);
    const unhealthy = service.metricTarget(color, 'UnHealthyHostCount', { statistic: 'Maximum' });
    this.watch(`${Color}Unhealthy`, `${color}-unhealthy`, unhealthy, 1, 5);
    this.watch(`${Color}Cpu`, `${color}-cpu`, fleet.metricCpu(), 85, 3);
    this.watch(`${Color}Memory`, `${color}-memory`, fleet.metricMemory(), 85, 3);
    this.watch(`${Color}Disk`, `${color}-disk`, fleet.metricDisk(), 85, 3);
  }

  /** An alarm that a value at or above the threshold, for so many periods, sets off. */
  private watch(
    id: string,
    name: string,
    metric: cloudwatch.Metric,
    threshold: number,
    evaluationPeriods: number,
  ): void {
    const alarm = metric.createAlarm(this, id, {
      alarmName: `${this.alarmNamePrefix}-${name}`,
      threshold,
      evaluationPeriods,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  private createTopic(props: MonitoringProps): sns.Topic {
    // Not encrypted with AWS's own key: alarms cannot publish through that one. The messages hold names and numbers.
    const topic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    topic.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Alarms',
        actions: ['sns:Publish'],
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (props.email !== undefined) {
      const mail = new sns.CfnSubscription(this, 'Mail', {
        topicArn: topic.topicArn,
        protocol: 'email',
        endpoint: props.email,
      });
      mail.cfnOptions.condition = props.emailGiven;
    }
    return topic;
  }
}
