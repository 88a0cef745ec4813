import type { PolicyStatement } from './policy-for.js';
import type { PolicyNames } from './policy-names.js';

/** Folder of the environment's log groups in CloudWatch Logs. */
export function logGroupPrefix(stack: string): string {
  return `/bluegreen/${stack}`;
}

/**
 * What a host's own software does: the CodeDeploy agent fetches the bundle it is told to install (contract E), the
 * CloudWatch agent sends metrics and log lines. Sessions come with the managed policy of the SSM agent.
 */
export function instanceStatements(names: PolicyNames): PolicyStatement[] {
  const { partition, region, account, bucket, stack } = names;
  const logGroups = `arn:${partition}:logs:${region}:${account}:log-group:${logGroupPrefix(stack)}/*`;
  return [
    {
      Sid: 'Bucket',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: [`arn:${partition}:s3:::${bucket}`],
    },
    {
      // A bundle that somebody pushed by hand may have any key.
      Sid: 'Bundles',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: [`arn:${partition}:s3:::${bucket}/*`],
    },
    {
      Sid: 'Logs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: [logGroups],
    },
    {
      Sid: 'Metrics',
      Effect: 'Allow',
      Action: ['cloudwatch:PutMetricData'],
      Resource: ['*'],
      Condition: { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } },
    },
  ];
}
