import { namedCertificate, onCertificate, type Operation } from '../context.js';

export const getCertificate: Operation = {
  resources: onCertificate,
  handle(acm, input) {
    const { certificate, chain } = namedCertificate(acm, input);
    return { Certificate: certificate, CertificateChain: chain ?? undefined };
  },
};
