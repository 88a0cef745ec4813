import type { TlsSettings } from '@bluegreen/load-balancer';
import type { CertificateDirectory } from '../context.js';
import { certificateNotFound } from '../errors.js';
import { versionsOf } from '../ssl-policies.js';
import { certificatesOf, type ListenerRecord } from '../state.js';

/** What a listener at `host` shows in the data plane's words; undefined on HTTP. @throws AwsError CertificateNotFound */
export function tlsOf(listener: ListenerRecord, host: string, find: CertificateDirectory): TlsSettings | undefined {
  if (listener.protocol === 'HTTP' || listener.sslPolicy === null) return undefined;
  const certificates = certificatesOf(listener).map((arn) => {
    const shown = find(arn, host);
    if (!shown) throw certificateNotFound(arn);
    return shown;
  });
  return { certificates, ...versionsOf(listener.sslPolicy) };
}
