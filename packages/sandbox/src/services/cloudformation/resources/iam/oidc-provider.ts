import { asQuery, texts, unlessGone } from '../read.js';
import type { ResourceType } from '../resource-type.js';

export const oidcProvider: ResourceType = {
  type: 'AWS::IAM::OIDCProvider',
  required: [],
  properties: ['ClientIdList', 'Tags', 'ThumbprintList', 'Url'],
  replacedBy: ['Url'],
  attributes: ['Arn'],
  async create(properties, context) {
    const { ClientIdList = [], ThumbprintList = [], Url = '', Tags = [] } = properties;
    const input = asQuery({ ClientIDList: ClientIdList, ThumbprintList, Url, Tags });
    const answer = await context.ask<{ OpenIDConnectProviderArn: string }>('iam', 'CreateOpenIDConnectProvider', input);
    const Arn = answer.OpenIDConnectProviderArn;
    return { physicalId: Arn, attributes: { Arn } };
  },
  async update({ physicalId, properties, wanted, changed }, context) {
    const OpenIDConnectProviderArn = physicalId;
    const ask = (operation: string, ClientID: string) =>
      context.ask('iam', operation, { OpenIDConnectProviderArn, ClientID });
    const [old, next] = [texts(properties, 'ClientIdList'), texts(wanted, 'ClientIdList')];
    for (const id of next.filter((one) => !old.includes(one))) await ask('AddClientIDToOpenIDConnectProvider', id);
    for (const id of old.filter((one) => !next.includes(one))) await ask('RemoveClientIDFromOpenIDConnectProvider', id);
    if (changed.includes('ThumbprintList')) {
      const ThumbprintList = texts(wanted, 'ThumbprintList');
      await context.ask('iam', 'UpdateOpenIDConnectProviderThumbprint', { OpenIDConnectProviderArn, ThumbprintList });
    }
    return {};
  },
  remove: ({ physicalId }, context) =>
    unlessGone(context.ask('iam', 'DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: physicalId }), [
      'NoSuchEntity',
    ]),
};
