import type { Color } from '@bluegreen/sdk';
import { COLORS } from '@bluegreen/sdk';
import { Aws } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { BlueGreenService } from './blue-green-service.js';
import type { DeploymentMetrics } from './deployment-metrics.js';

export interface ServiceDashboardProps {
  readonly service: BlueGreenService;
  readonly deployments: DeploymentMetrics;
  readonly dashboardName: string;
}

/** The guide's metrics on one page: load balancer, hosts, deployments; each colour by its name. */
export class ServiceDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ServiceDashboardProps) {
    super(scope, id);
    const widgets = charts(props).map(([title, stat, period, metrics], index) => ({
      type: 'metric',
      x: (index % 4) * 6,
      y: Math.floor(index / 4) * 5,
      width: 6,
      height: 5,
      properties: { title, region: Aws.REGION, stat, period, metrics },
    }));
    new cloudwatch.CfnDashboard(this, 'Resource', {
      dashboardName: props.dashboardName,
      dashboardBody: JSON.stringify({ widgets }),
    });
  }
}

type Chart = readonly [title: string, statistic: string, seconds: number, metrics: readonly unknown[][]];

const MINUTE = 60;
const FIVE_MINUTES = 300;
const HOUR = 3600;

/** Eleven charts, four a row. */
function charts({ service, deployments }: ServiceDashboardProps): Chart[] {
  // `...` stands for all that the line before has, up to the last dimension: the group of the other colour.
  const each = (metric: (color: Color) => cloudwatch.Metric) =>
    COLORS.map((color, index) => {
      const full = line(metric(color));
      return [...(index === 0 ? full : ['...', full.at(-1)]), { label: color.toUpperCase() }];
    });
  const target = (name: string) => each((color) => service.metricTarget(color, name));
  return [
    ['2XX', 'Sum', MINUTE, target('HTTPCode_Target_2XX_Count')],
    ['4XX', 'Sum', MINUTE, target('HTTPCode_Target_4XX_Count')],
    ['5XX', 'Sum', MINUTE, target('HTTPCode_Target_5XX_Count')],
    ['Response time (s)', 'p95', MINUTE, target('TargetResponseTime')],
    ['Healthy hosts', 'Minimum', MINUTE, target('HealthyHostCount')],
    ['CPU (%)', 'Average', FIVE_MINUTES, each((color) => service.fleets[color].metricCpu())],
    ['Memory (%)', 'Average', FIVE_MINUTES, each((color) => service.fleets[color].metricMemory())],
    ['Disk (%)', 'Average', FIVE_MINUTES, each((color) => service.fleets[color].metricDisk())],
    ['Deployment success (%)', 'Sum', HOUR, successRate(deployments)],
    ['Deployment time (s)', 'Average', HOUR, [line(deployments.metricDuration())]],
    ['Rollbacks', 'Sum', HOUR, [line(deployments.metricRollbacks())]],
  ];
}

function successRate(deployments: DeploymentMetrics): unknown[][] {
  return [
    [{ expression: '100*good/(good+FILL(bad,0))', label: 'Success' }],
    [...line(deployments.metricSucceeded()), { id: 'good', visible: false }],
    [...line(deployments.metricFailed()), { id: 'bad', visible: false }],
  ];
}

/** Namespace, name and dimensions, as a dashboard's body writes them; the target group comes last. */
function line(metric: cloudwatch.Metric): unknown[] {
  const { namespace, metricName, dimensions = [] } = metric.toMetricConfig().metricStat!;
  return [namespace, metricName, ...dimensions.flatMap(({ name, value }) => [name, value as string])];
}
