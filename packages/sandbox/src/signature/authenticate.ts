import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { authError, type ProtocolFamily } from './auth-errors.js';
import { EMPTY_SHA256, hmac, signingKey, stringToSign } from './canonical.js';
import { readClaim, timestampMs, type SignatureClaim } from './claim.js';
import type { Credential, CredentialBook } from './credentials.js';

/** Proven identity of a call, with what chunk signatures go on from. */
export interface Authentication {
  readonly credential: Credential;
  readonly claim: SignatureClaim;
  readonly signingKey: Buffer;
  /** What the client said about the body: a hash, or one of S3's markers. */
  readonly payloadHash: string;
}

export interface AuthenticationInput {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly family: ProtocolFamily;
  readonly service: string;
  readonly credentials: CredentialBook;
  readonly now: number;
  /** SHA-256 of the body where it was read already (RPC); undefined while it still streams (S3). */
  readonly bodyHash: string | undefined;
}

const SKEW_MS = 15 * 60_000;

/**
 * Verifies SigV4 with whatever SignedHeaders list the client gave (contract A1).
 * @throws AwsError with the code of the protocol family (contract A4)
 */
export function authenticate(input: AuthenticationInput): Authentication {
  const { family } = input;
  const outcome = readClaim(input.request, input.url);
  if (outcome.kind === 'none') throw authError('missing', family);
  if (outcome.kind !== 'claim') throw authError(outcome.kind, family);
  const { claim } = outcome;

  const credential = input.credentials.find(claim.accessKeyId);
  if (!credential || claim.sessionToken !== credential.sessionToken) throw authError('unknown-key', family);
  if (credential.expiresAt !== undefined && credential.expiresAt <= input.now) throw authError('expired-token', family);
  checkTime(claim, input.now, family);

  const payloadHash = payloadHashOf(input, claim);
  const key = signingKey(credential.secretAccessKey, claim);
  const expected = hmac(key, stringToSign(input.request, input.url, claim, payloadHash));
  const given = Buffer.from(claim.signature, 'hex');
  const matches = given.length === expected.length && timingSafeEqual(given, expected);
  if (!matches || claim.service !== input.service || claim.date !== claim.timestamp.slice(0, 8)) {
    throw authError('bad-signature', family);
  }
  return { credential, claim, signingKey: key, payloadHash };
}

function checkTime(claim: SignatureClaim, now: number, family: ProtocolFamily): void {
  const at = timestampMs(claim.timestamp);
  if (claim.expiresSeconds !== undefined) {
    if (at - now > SKEW_MS) throw authError('skewed', family);
    if (now > at + claim.expiresSeconds * 1000) throw authError('presign-expired', family);
  } else if (Math.abs(now - at) > SKEW_MS) {
    throw authError('skewed', family);
  }
}

function payloadHashOf(input: AuthenticationInput, claim: SignatureClaim): string {
  const header = input.request.headers['x-amz-content-sha256'];
  const said = Array.isArray(header) ? header[0] : header;
  if (input.bodyHash !== undefined) return said === 'UNSIGNED-PAYLOAD' ? said : input.bodyHash;
  if (claim.presigned) return said ?? input.url.searchParams.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  return said ?? EMPTY_SHA256;
}
