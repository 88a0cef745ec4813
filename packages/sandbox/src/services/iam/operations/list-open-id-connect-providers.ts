import type { OperationDefinition } from '../../service.js';
import type { World } from '../world.js';

export const listOpenIdConnectProviders = (world: World): OperationDefinition => ({
  action: 'iam:ListOpenIDConnectProviders',
  handle: () => ({ OpenIDConnectProviderList: [...world.state.oidcProviders.keys()].map((Arn) => ({ Arn })) }),
});
