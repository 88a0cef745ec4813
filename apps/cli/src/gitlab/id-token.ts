/** The claims of a job's identity token that a role's trust policy judges (docs.gitlab.com, id_token_authentication). */
export interface IdTokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: readonly string[];
  /** ms since the epoch. */
  readonly expiresAtMs: number;
}

/** Reads the claims without judging the signature: AWS does that. Null for what is no JSON web token. */
export function readIdToken(token: string): IdTokenClaims | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const { iss, sub, aud, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    if (typeof iss !== 'string' || typeof sub !== 'string' || typeof exp !== 'number') return null;
    const audience = (Array.isArray(aud) ? aud : [aud]).filter((value) => typeof value === 'string');
    return { issuer: iss, subject: sub, audience, expiresAtMs: exp * 1000 };
  } catch {
    return null;
  }
}
