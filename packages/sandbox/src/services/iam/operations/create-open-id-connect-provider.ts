import { optionalText, requiredText, textList } from '../../../protocols/input-values.js';
import type { OperationDefinition, WireInput } from '../../service.js';
import { alreadyExists, constraintError } from '../errors.js';
import { readTags, showTags } from '../read-input.js';
import { arnOf, type World } from '../world.js';

/**
 * CreateOpenIDConnectProvider. Besides https, addresses on loopback may be http: the sandbox's own issuer is one. Thumbprints
 * are remembered only: AWS trusts its own library of authorities for the well-known issuers too.
 */
export const createOpenIdConnectProvider = (world: World): OperationDefinition => ({
  action: 'iam:CreateOpenIDConnectProvider',
  resources: (input) => [arnOf(world, 'oidc-provider', '/', bareUrl(optionalText(input, 'Url') ?? '*'))],
  handle(input) {
    const url = readUrl(input);
    const arn = arnOf(world, 'oidc-provider', '/', url);
    if (world.state.oidcProviders.has(arn)) throw alreadyExists(`Provider with url https://${url} already exists.`);
    const tags = readTags(input);
    world.state.oidcProviders.set(arn, {
      ...{ arn, url, createdAt: world.now(), tags },
      clientIds: [...new Set(textList(input, 'ClientIDList'))],
      thumbprints: textList(input, 'ThumbprintList'),
    });
    return { OpenIDConnectProviderArn: arn, Tags: showTags(tags) };
  },
});

function bareUrl(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** @throws ValidationError */
function readUrl(input: WireInput): string {
  const text = requiredText(input, 'Url');
  const url = URL.canParse(text) ? new URL(text) : null;
  const own = url?.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === 'localhost');
  if (!url || (url.protocol !== 'https:' && !own) || url.search !== '' || url.hash !== '') {
    throw constraintError(text, 'url', 'Member must be an https address without a query');
  }
  return bareUrl(text);
}
