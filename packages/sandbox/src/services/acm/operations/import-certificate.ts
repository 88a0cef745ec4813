import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { WireInput } from '../../service.js';
import { certificateArn } from '../arns.js';
import { namedCertificate, onCertificate, type Operation } from '../context.js';
import { validation } from '../errors.js';
import { bytes, tags, text, withinTagLimit } from '../read-input.js';
import type { CertificateRecord } from '../state.js';
import { algorithmOf, pemOf } from '../x509/keys.js';

/** A certificate of one's own, shown as it is. With the ARN of an imported one it takes its place. */
export const importCertificate: Operation = {
  resources: (input, call) => {
    const named = onCertificate(input);
    return named[0] === '*' ? [`arn:aws:acm:${call.region}:${call.account}:certificate/*`] : named;
  },
  handle(acm, input) {
    const content = contentOf(input);
    const given = tags(input);
    if (text(input, 'CertificateArn') === undefined) {
      const arn = certificateArn(acm);
      const rest = { validationMethod: null, idempotencyToken: null, createdAt: acm.now() };
      acm.state.certificates.set(arn, { ...content, ...rest, arn, type: 'IMPORTED', tags: withinTagLimit(given) });
      return { CertificateArn: arn };
    }
    const before = namedCertificate(acm, input);
    if (before.type !== 'IMPORTED') throw validation(`${before.arn} was not imported, so it cannot be imported again`);
    if (Object.keys(given).length > 0) throw validation('Tagging is not permitted on re-import.');
    acm.state.certificates.set(before.arn, { ...before, ...content, createdAt: acm.now() });
    acm.replaced(before.arn);
    return { CertificateArn: before.arn };
  },
};

type Content = Pick<
  CertificateRecord,
  'domainName' | 'names' | 'certificate' | 'chain' | 'privateKey' | 'keyAlgorithm'
>;

/** @throws AwsError ValidationException with what is wrong */
function contentOf(input: WireInput): Content {
  const text = bytes(input, 'Certificate');
  if (text === undefined) throw validation('Certificate must not be null');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
  if (blocks > 1) {
    throw validation(
      'The certificate field contains more than one certificate. You can specify only one certificate in this field.',
    );
  }
  const certificate = readCertificate(text, 'The certificate field');
  const key = readKey(bytes(input, 'PrivateKey'));
  if (!certificate.checkPrivateKey(key)) throw validation('The private key does not match the certificate.');
  if (new Date(certificate.validTo).getTime() <= Date.now()) throw validation('The certificate has expired.');
  const keyAlgorithm = algorithmOf(key);
  if (keyAlgorithm === undefined) throw validation('The kind or the length of the key is not supported.');
  const names = namesOf(certificate);
  const privateKey = pemOf(key);
  return {
    ...{ domainName: names[0] ?? '', names, keyAlgorithm, privateKey },
    ...{ certificate: certificate.toString(), chain: chainOf(bytes(input, 'CertificateChain')) },
  };
}

function readCertificate(text: string, what: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw validation(`${what} does not hold a certificate in PEM.`);
  }
}

function readKey(text: string | undefined): KeyObject {
  if (text === undefined) throw validation('PrivateKey must not be null');
  try {
    return createPrivateKey(text);
  } catch {
    throw validation('The private key is not one in PEM, or it is encrypted.');
  }
}

function chainOf(text: string | undefined): string | null {
  if (text === undefined || text.trim() === '') return null;
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw validation('The certificate chain does not hold certificates in PEM.');
  return blocks.map((block) => readCertificate(block, 'The certificate chain').toString()).join('');
}

/** The common name first, then the alternative host names. */
function namesOf({ subject, subjectAltName }: X509Certificate): string[] {
  const common = /^CN=(.+)$/m.exec(subject ?? '')?.[1];
  const others = [...(subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name ?? '');
  return [...new Set([...(common === undefined ? [] : [common]), ...others])];
}
