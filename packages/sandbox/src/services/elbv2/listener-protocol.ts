import { AwsError, type WireInput } from '../service.js';
import type { ElbContext } from './context.js';
import { certificateNotFound, notInSandbox, validationError } from './errors.js';
import { requiredText, structure, structures, text } from './input.js';
import { versionsOf } from './ssl-policies.js';
import type { ListenerRecord } from './state.js';

export type ProtocolSettings = Pick<ListenerRecord, 'protocol' | 'sslPolicy' | 'certificateArns'>;

const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

/**
 * Protocol, certificate and policy; what is not given stays as in `base`.
 * @throws AwsError UnsupportedProtocol, ValidationError, CertificateNotFound, SSLPolicyNotFound
 */
export function parseProtocol(elb: ElbContext, input: WireInput, base: ProtocolSettings | undefined): ProtocolSettings {
  const protocol = text(input, 'Protocol') ?? base?.protocol;
  if (protocol === undefined) throw validationError('A listener protocol must be specified');
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
    const message = `Listener protocol '${protocol}' must be one of 'HTTP, HTTPS'`;
    throw new AwsError('UnsupportedProtocol', message);
  }
  if (structure(input, 'MutualAuthentication')?.['Mode'] === 'verify') throw notInSandbox('mutual TLS');
  const certificates = structures(input, 'Certificates')?.map((given) => requiredText(given, 'CertificateArn'));
  const sslPolicy = text(input, 'SslPolicy');
  if (protocol === 'HTTP') {
    if (certificates ?? sslPolicy)
      throw validationError("A listener with protocol 'HTTP' takes no certificate or SSL policy");
    return { protocol, sslPolicy: null, certificateArns: [] };
  }
  const policy = sslPolicy ?? base?.sslPolicy ?? DEFAULT_POLICY;
  versionsOf(policy);
  return {
    protocol,
    sslPolicy: policy,
    certificateArns: certificates ? oneCertificate(elb, certificates) : certificateOf(base),
  };
}

/** Stays what it is; a listener that spoke HTTP has none. */
function certificateOf(base: ProtocolSettings | undefined): readonly string[] {
  if (base?.protocol === 'HTTPS') return base.certificateArns;
  throw validationError('A certificate must be specified for HTTPS listeners');
}

/** A listener is made with its default certificate alone; further ones are added. */
function oneCertificate(elb: ElbContext, arns: readonly string[]): readonly string[] {
  if (arns.length > 1) throw new AwsError('TooManyCertificates', 'A listener has exactly one default certificate');
  for (const arn of arns) requireCertificate(elb, arn);
  return arns;
}

/** @throws AwsError CertificateNotFound */
export function requireCertificate(elb: ElbContext, arn: string): void {
  if (!elb.certificates(arn, '127.0.0.1')) throw certificateNotFound(arn);
}
