import { AwsError, type WireInput } from '../service.js';
import type { ElbContext } from './context.js';
import { notInSandbox, validationError } from './errors.js';
import { requiredText, structure, structures, text } from './input.js';
import type { ListenerRecord } from './state.js';

export type ProtocolSettings = Pick<ListenerRecord, 'protocol' | 'sslPolicy' | 'certificateArns'>;

const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

/** Protocol, certificates and policy; what is not given stays as in `base`. @throws AwsError UnsupportedProtocol, ValidationError */
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
  const certificateArns = certificates ?? base?.certificateArns ?? [];
  if (certificateArns.length === 0) {
    throw validationError('A certificate must be specified for HTTPS listeners');
  }
  const limit = elb.quotas['certificates-per-application-load-balancer'];
  if (certificateArns.length > limit) {
    throw new AwsError('TooManyCertificates', `A load balancer can have at most '${limit}' certificates`);
  }
  return { protocol, sslPolicy: sslPolicy ?? base?.sslPolicy ?? DEFAULT_POLICY, certificateArns };
}
