import { requiredText, textList } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { oidcProviderOf, onMember } from '../lookup.js';
import type { World } from '../world.js';

export const updateOpenIdConnectProviderThumbprint = (world: World): OperationDefinition => ({
  action: 'iam:UpdateOpenIDConnectProviderThumbprint',
  resources: onMember('OpenIDConnectProviderArn'),
  handle(input) {
    const provider = oidcProviderOf(world, requiredText(input, 'OpenIDConnectProviderArn'));
    provider.thumbprints = textList(input, 'ThumbprintList');
    return undefined;
  },
});
