import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { makeKeys, pemOf } from './keys.js';
import { writeCertificate } from './write-certificate.js';

/** PEM texts. */
export interface AuthorityState {
  readonly certificate: string;
  readonly privateKey: string;
}

const NAME = 'Bluegreen sandbox';
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
/** As long as ACM's certificates of thirteen months. */
const LIFETIME = 395 * 24 * HOUR;

export async function foundAuthority(): Promise<AuthorityState> {
  const keys = await makeKeys('EC_prime256v1');
  const now = Date.now();
  const certificate = writeCertificate({
    ...{ subject: NAME, issuer: NAME, publicKey: keys.publicKey, signer: keys },
    ...{ notBefore: now - HOUR, notAfter: now + 10 * YEAR, names: [] },
  });
  return { certificate, privateKey: pemOf(keys.privateKey) };
}

/** A server's certificate as PEM, signed by the authority and valid from now on. */
export function issue(authority: AuthorityState, publicKey: KeyObject, names: readonly string[]): string {
  const now = Date.now();
  return writeCertificate({
    ...{ subject: names[0] ?? NAME, issuer: NAME, publicKey, names },
    ...{ notBefore: now - HOUR, notAfter: now + LIFETIME },
    signer: {
      privateKey: createPrivateKey(authority.privateKey),
      publicKey: createPublicKey(authority.certificate),
    },
  });
}
