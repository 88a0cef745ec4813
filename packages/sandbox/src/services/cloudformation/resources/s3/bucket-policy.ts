import { documentText, requiredText, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';

export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  required: ['Bucket', 'PolicyDocument'],
  properties: ['Bucket', 'PolicyDocument'],
  replacedBy: ['Bucket'],
  attributes: [],
  async create(properties, context) {
    const name = requiredText(properties, 'Bucket');
    await context.askS3('PutBucketPolicy', name, documentText(properties, 'PolicyDocument'));
    return { physicalId: name, attributes: {} };
  },
  async update({ physicalId, wanted }, context) {
    await context.askS3('PutBucketPolicy', physicalId, documentText(wanted, 'PolicyDocument'));
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.askS3('DeleteBucketPolicy', physicalId), ['NoSuchBucket', 'NoSuchBucketPolicy']),
};
