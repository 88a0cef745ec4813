import { generateKeyPair, randomUUID, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { sign, verify, type JwtPayload } from 'jsonwebtoken';

/** What a token is asked to say. */
export interface TokenRequest {
  /** Such as `project_path:group/project:ref_type:branch:ref:main`. */
  readonly sub: string;
  readonly aud: string;
  /** The `iss` claim. Default: the sandbox's own address. */
  readonly issuer?: string;
  /** Seconds from now; below 0 for a token that has expired. Default 3600. */
  readonly expiresIn?: number;
  /** Further claims. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A token whose signature and form are good; nothing else of it was looked at. */
export interface VerifiedToken {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  /** Seconds since the epoch. */
  readonly exp: number;
  /** Seconds since the epoch; 0 where the token does not say. */
  readonly notBefore: number;
}

/**
 * The one who signs identity tokens in a sandbox. It stands for every issuer: a token may claim to come from
 * `https://gitlab.example`, so that roles which trust that one can be rehearsed; what counts is that this key signed it.
 */
export interface OidcIssuer {
  /** The document that tells where the keys are. @param address the issuer's own, such as `http://127.0.0.1:4566/_bluegreen/oidc` */
  configuration(address: string): object;
  /** The public key as a JSON web key set. */
  keys(): Promise<{ readonly keys: readonly JsonWebKey[] }>;
  /** An RS256 token in the form of GitLab's. */
  mint(request: TokenRequest & { readonly issuer: string }): Promise<string>;
  /** Null for what is no token, or was signed by somebody else. */
  verify(token: string): Promise<VerifiedToken | null>;
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** The key is made when it is first needed, and anew in every sandbox. */
export function createOidcIssuer(clock: { now(): number }): OidcIssuer {
  const keyId = randomUUID();
  let pair: Promise<Keys> | undefined;
  const keyPair = () => (pair ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }));
  return {
    configuration: (address) => ({
      issuer: address,
      jwks_uri: `${address}/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: [
        'iss',
        'sub',
        'aud',
        'exp',
        'nbf',
        'iat',
        'jti',
        'project_path',
        'namespace_path',
        'ref',
        'ref_type',
      ],
    }),
    async keys() {
      const { publicKey } = await keyPair();
      return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }] };
    },
    async mint({ issuer, sub, aud, expiresIn = 3_600, claims }) {
      const now = Math.floor(clock.now() / 1000);
      const times = { iat: now, nbf: Math.min(now, now + expiresIn), exp: now + expiresIn };
      const payload = { ...claimsOf(sub), ...claims, ...times, iss: issuer, sub, aud, jti: randomUUID() };
      return sign(payload, (await keyPair()).privateKey, { algorithm: 'RS256', keyid: keyId });
    },
    async verify(token) {
      const { publicKey } = await keyPair();
      try {
        // Times are judged by whoever asked, who has errors of its own for them.
        const options = { algorithms: ['RS256' as const], ignoreExpiration: true, ignoreNotBefore: true };
        return shaped(verify(token, publicKey, options));
      } catch {
        return null;
      }
    },
  };
}

function shaped(payload: JwtPayload | string): VerifiedToken | null {
  if (typeof payload === 'string') return null;
  const { iss, sub, aud, exp, nbf } = payload;
  const audience = typeof aud === 'string' ? [aud] : (aud ?? []);
  if (iss === undefined || sub === undefined || exp === undefined || audience.length === 0) return null;
  return { iss, sub, exp, aud: audience, notBefore: nbf ?? 0 };
}

/** The claims that GitLab spells out besides a subject of its form. */
function claimsOf(sub: string): Record<string, string> {
  const parts = /^project_path:([^:]+):ref_type:([^:]+):ref:(.+)$/.exec(sub);
  if (!parts) return {};
  const [, project = '', refType = '', ref = ''] = parts;
  const namespace = project.includes('/') ? project.slice(0, project.lastIndexOf('/')) : project;
  return { project_path: project, namespace_path: namespace, ref_type: refType, ref };
}
