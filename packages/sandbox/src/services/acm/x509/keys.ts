import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** Key algorithms that RequestCertificate offers for public certificates. */
export const REQUESTABLE = ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'] as const;
export type RequestableAlgorithm = (typeof REQUESTABLE)[number];

export function makeKeys(algorithm: RequestableAlgorithm): Promise<KeyPair> {
  if (algorithm === 'RSA_2048') return generate('rsa', { modulusLength: 2048 });
  return generate('ec', { namedCurve: algorithm === 'EC_prime256v1' ? 'prime256v1' : 'secp384r1' });
}

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'EC_prime256v1',
  secp384r1: 'EC_secp384r1',
  secp521r1: 'EC_secp521r1',
};

/** Its name in ACM; undefined for a kind of key that ACM does not take. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  if (asymmetricKeyType === 'ec') return CURVES[asymmetricKeyDetails?.namedCurve ?? ''];
  const length = asymmetricKeyDetails?.modulusLength ?? 0;
  return asymmetricKeyType === 'rsa' && [1024, 2048, 3072, 4096].includes(length) ? `RSA_${length}` : undefined;
}

export const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
