import type { AuthorityState } from './x509/authority.js';

/** What ACM knows. Plain data, written as JSON. */
export interface CertificateRecord {
  readonly arn: string;
  readonly type: 'IMPORTED' | 'AMAZON_ISSUED';
  readonly domainName: string;
  /** With the domain name. */
  readonly names: readonly string[];
  /** PEM. */
  readonly certificate: string;
  readonly chain: string | null;
  readonly privateKey: string;
  /** Such as `RSA_2048`. */
  readonly keyAlgorithm: string;
  readonly validationMethod: 'DNS' | 'EMAIL' | 'HTTP' | null;
  readonly idempotencyToken: string | null;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface AcmState {
  /** Made for the first certificate that is asked for. */
  authority: AuthorityState | null;
  /** Records are replaced, never changed in place; the map keeps the order of creation. */
  readonly certificates: Map<string, CertificateRecord>;
}
