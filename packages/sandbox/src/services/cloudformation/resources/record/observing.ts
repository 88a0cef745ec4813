import { generatedName } from '../names.js';
import { text } from '../read.js';
import { recorded } from './recorded.js';

export const logGroup = recorded({
  type: 'AWS::Logs::LogGroup',
  replacedBy: ['LogGroupName'],
  namedBy: 'LogGroupName',
  tags: 'list',
  attributes: ['Arn'],
  identify: (properties, context) => text(properties, 'LogGroupName') ?? generatedName(context, 512),
  describe: (name, _properties, { region, account }) => ({
    Arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  }),
});

export const metricFilter = recorded({
  type: 'AWS::Logs::MetricFilter',
  required: ['FilterPattern', 'LogGroupName', 'MetricTransformations'],
  replacedBy: ['FilterName', 'LogGroupName'],
  namedBy: 'FilterName',
  identify: (properties, context) => text(properties, 'FilterName') ?? generatedName(context, 512),
});

export const trail = recorded({
  type: 'AWS::CloudTrail::Trail',
  required: ['IsLogging', 'S3BucketName'],
  replacedBy: ['TrailName'],
  namedBy: 'TrailName',
  tags: 'list',
  attributes: ['Arn', 'SnsTopicArn'],
  identify: (properties, context) => text(properties, 'TrailName') ?? generatedName(context, 128),
  describe: (name, _properties, { region, account }) => ({
    Arn: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
    SnsTopicArn: '',
  }),
});

export const eventRule = recorded({
  type: 'AWS::Events::Rule',
  replacedBy: ['EventBusName', 'Name'],
  namedBy: 'Name',
  attributes: ['Arn'],
  identify: (properties, context) => text(properties, 'Name') ?? generatedName(context, 64),
  describe: (name, _properties, { region, account }) => ({ Arn: `arn:aws:events:${region}:${account}:rule/${name}` }),
});
