import { asQuery, pick, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';

/** Certificates besides a listener's default one. */
export const listenerCertificate: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  required: ['Certificates', 'ListenerArn'],
  properties: ['Certificates', 'ListenerArn'],
  replacedBy: ['*'],
  attributes: [],
  async create(properties, context) {
    const input = asQuery(pick(properties, ['Certificates', 'ListenerArn']));
    await context.ask('elb', 'AddListenerCertificates', input);
    return { physicalId: `${context.stackName}-${context.logicalId}`, attributes: {} };
  },
  remove: ({ properties }, context) =>
    unlessGone(
      context.ask('elb', 'RemoveListenerCertificates', asQuery(pick(properties, ['Certificates', 'ListenerArn']))),
      ['ListenerNotFound'],
    ),
};
