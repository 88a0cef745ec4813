import type { OidcIssuer, TokenRequest } from '../services/sts/index.js';
import { badRequest } from './control-request.js';

/** The sandbox as an OpenID Connect issuer. */
export interface IdentityControl {
  /** The discovery document. */
  openIdConfiguration(): object;
  /** The public keys. */
  jsonWebKeys(): Promise<object>;
  /** A signed token in the form of GitLab's, for AssumeRoleWithWebIdentity. The sandbox stands for any issuer. */
  mintIdentityToken(request: TokenRequest): Promise<string>;
}

/** @param endpoint `http://127.0.0.1:PORT`, once it is known */
export function identityControl(issuer: OidcIssuer, endpoint: () => string): IdentityControl {
  const address = () => `${endpoint()}/_bluegreen/oidc`;
  return {
    openIdConfiguration: () => issuer.configuration(address()),
    jsonWebKeys: () => issuer.keys(),
    mintIdentityToken: (request) => issuer.mint({ ...request, issuer: request.issuer ?? address() }),
  };
}

/** What came over the wire as a token request. @throws ControlError */
export function readTokenRequest(value: unknown): TokenRequest {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const { sub, aud, issuer, expiresIn, claims } = given;
  if (typeof sub !== 'string' || sub === '') throw badRequest('sub: must be text');
  if (typeof aud !== 'string' || aud === '') throw badRequest('aud: must be text');
  if (issuer !== undefined && (typeof issuer !== 'string' || !URL.canParse(issuer))) {
    throw badRequest('issuer: must be an address, such as https://gitlab.example');
  }
  if (expiresIn !== undefined && !Number.isSafeInteger(expiresIn)) {
    throw badRequest('expiresIn: must be a whole number of seconds');
  }
  if (claims !== undefined && (typeof claims !== 'object' || claims === null || Array.isArray(claims))) {
    throw badRequest('claims: must be an object');
  }
  return { sub, aud, issuer, expiresIn: expiresIn as number | undefined, claims: claims as TokenRequest['claims'] };
}
