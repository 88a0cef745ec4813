import { randomUUID } from 'node:crypto';
import { generatedName } from '../names.js';
import { text } from '../read.js';
import { recorded } from './recorded.js';

export const topic = recorded({
  type: 'AWS::SNS::Topic',
  replacedBy: ['FifoTopic', 'TopicName'],
  namedBy: 'TopicName',
  tags: 'list',
  attributes: ['TopicArn', 'TopicName'],
  identify: (properties, context) =>
    `arn:aws:sns:${context.region}:${context.account}:${text(properties, 'TopicName') ?? generatedName(context, 256)}`,
  describe: (arn) => ({ TopicArn: arn, TopicName: arn.slice(arn.lastIndexOf(':') + 1) }),
});

export const subscription = recorded({
  type: 'AWS::SNS::Subscription',
  required: ['Protocol', 'TopicArn'],
  replacedBy: ['Endpoint', 'Protocol', 'TopicArn'],
  attributes: ['Arn'],
  identify: (properties) => `${text(properties, 'TopicArn') ?? ''}:${randomUUID()}`,
  describe: (arn) => ({ Arn: arn }),
});

export const topicPolicy = recorded({
  type: 'AWS::SNS::TopicPolicy',
  required: ['PolicyDocument', 'Topics'],
  attributes: ['Id'],
  identify: (_properties, context) => generatedName(context, 256),
  describe: (id) => ({ Id: id }),
});
