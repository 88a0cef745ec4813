import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { oidcProviderOf, onMember } from '../lookup.js';
import type { World } from '../world.js';

/** AddClientIDToOpenIDConnectProvider, RemoveClientIDFromOpenIDConnectProvider; either may be repeated. */
export const changeClientId =
  (change: 'add' | 'remove') =>
  (world: World): OperationDefinition => ({
    action: `iam:${change === 'add' ? 'AddClientIDTo' : 'RemoveClientIDFrom'}OpenIDConnectProvider`,
    resources: onMember('OpenIDConnectProviderArn'),
    handle(input) {
      const provider = oidcProviderOf(world, requiredText(input, 'OpenIDConnectProviderArn'));
      const id = requiredText(input, 'ClientID');
      const others = provider.clientIds.filter((one) => one !== id);
      provider.clientIds = change === 'add' ? [...others, id] : others;
      return undefined;
    },
  });
