import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { oidcProviderOf, onMember } from '../lookup.js';
import { showTags } from '../read-input.js';
import type { World } from '../world.js';

export const getOpenIdConnectProvider = (world: World): OperationDefinition => ({
  action: 'iam:GetOpenIDConnectProvider',
  resources: onMember('OpenIDConnectProviderArn'),
  handle(input) {
    const provider = oidcProviderOf(world, requiredText(input, 'OpenIDConnectProviderArn'));
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: new Date(provider.createdAt),
      Tags: showTags(provider.tags),
    };
  },
});
