import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * What Bluegreen itself reports at the end of each operation (CodeDeploy publishes no such metrics): namespace
 * `BlueGreen`, dimension `Environment` = `<project>-<environment>`.
 */
export class DeploymentMetrics {
  constructor(private readonly environment: string) {}

  /** Deployments that ended well. @default - sum over one hour */
  metricSucceeded(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeploymentSucceeded', props);
  }

  /** Deployments that failed. @default - sum over one hour */
  metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeploymentFailed', props);
  }

  /** Seconds that a deployment took. @default - average over one hour */
  metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeploymentDuration', { statistic: 'Average', ...props });
  }

  /** Times that traffic was rolled back. @default - sum over one hour */
  metricRollbacks(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Rollback', props);
  }

  private metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'BlueGreen',
      metricName,
      dimensionsMap: { Environment: this.environment },
      statistic: 'Sum',
      period: Duration.hours(1),
      ...props,
    });
  }
}
