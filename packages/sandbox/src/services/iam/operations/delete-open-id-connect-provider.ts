import { requiredText } from '../../../protocols/input-values.js';
import type { OperationDefinition } from '../../service.js';
import { onMember } from '../lookup.js';
import type { World } from '../world.js';

/** DeleteOpenIDConnectProvider; one that is not there counts as deleted, as in AWS. */
export const deleteOpenIdConnectProvider = (world: World): OperationDefinition => ({
  action: 'iam:DeleteOpenIDConnectProvider',
  resources: onMember('OpenIDConnectProviderArn'),
  handle(input) {
    world.state.oidcProviders.delete(requiredText(input, 'OpenIDConnectProviderArn'));
    return undefined;
  },
});
