import { generatedName } from '../names.js';
import { asQuery, text, unlessGone } from '../read.js';
import type { Properties, ResourceContext, ResourceType } from '../resource-type.js';

export const alarm: ResourceType = {
  type: 'AWS::CloudWatch::Alarm',
  required: ['ComparisonOperator', 'EvaluationPeriods'],
  properties: [
    ...['ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm'],
    ...['Dimensions', 'EvaluateLowSampleCountPercentile', 'EvaluationPeriods', 'ExtendedStatistic'],
    ...['InsufficientDataActions', 'MetricName', 'Metrics', 'Namespace', 'OKActions', 'Period', 'Statistic', 'Tags'],
    ...['Threshold', 'ThresholdMetricId', 'TreatMissingData', 'Unit'],
  ],
  replacedBy: ['AlarmName'],
  attributes: ['Arn'],
  namedBy: 'AlarmName',
  tags: 'list',
  async create(properties, context) {
    const name = text(properties, 'AlarmName') ?? generatedName(context, 255);
    await put(context, name, properties);
    return {
      physicalId: name,
      attributes: { Arn: `arn:aws:cloudwatch:${context.region}:${context.account}:alarm:${name}` },
    };
  },
  async update({ physicalId, wanted }, context) {
    await put(context, physicalId, wanted);
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] }), ['ResourceNotFound']),
};

async function put(context: ResourceContext, name: string, properties: Properties): Promise<void> {
  await context.ask('cloudwatch', 'PutMetricAlarm', asQuery({ ...properties, AlarmName: name }));
}
