import { AwsError, type WireInput } from '../../service.js';
import { resourceMember, type ElbContext, type Operation } from '../context.js';
import { operationNotPermitted, validationError } from '../errors.js';
import { requiredText, structures } from '../input.js';
import { requireCertificate } from '../listener-protocol.js';
import { namedListener } from '../lookup.js';
import { paginate } from '../pagination.js';
import { certificatesOf, type ListenerRecord } from '../state.js';

export interface Shown {
  readonly CertificateArn: string;
  readonly IsDefault: boolean;
}

/** Certificates for clients that name their hosts; one that is there already is no error. */
export const addListenerCertificates: Operation<{ Certificates: Shown[] }> = {
  resources: resourceMember('ListenerArn'),
  handle(elb, input) {
    const listener = securedListener(elb, input);
    const given = certificatesIn(input);
    for (const arn of given) requireCertificate(elb, arn);
    const further = [...new Set([...(listener.furtherCertificateArns ?? []), ...given])];
    const limit = elb.quotas['certificates-per-application-load-balancer'];
    // Default certificates are not counted.
    if (further.length > limit) {
      throw new AwsError('TooManyCertificates', `A load balancer can have at most '${limit}' certificates`);
    }
    keep(elb, { ...listener, furtherCertificateArns: further });
    return { Certificates: given.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) };
  },
};

export const removeListenerCertificates: Operation<object> = {
  resources: resourceMember('ListenerArn'),
  handle(elb, input) {
    const listener = securedListener(elb, input);
    const given = certificatesIn(input);
    const isDefault = given.some((arn) => listener.certificateArns.includes(arn));
    if (isDefault) throw operationNotPermitted('The default certificate of a listener cannot be removed');
    const further = (listener.furtherCertificateArns ?? []).filter((arn) => !given.includes(arn));
    keep(elb, { ...listener, furtherCertificateArns: further });
    return {};
  },
};

export const describeListenerCertificates: Operation<{ Certificates: Shown[]; NextMarker: string | undefined }> = {
  handle(elb, input) {
    const listener = namedListener(elb, input);
    const all = certificatesOf(listener).map((CertificateArn, index) => ({ CertificateArn, IsDefault: index === 0 }));
    const { page, nextMarker } = paginate(input, all, ({ CertificateArn }) => CertificateArn);
    return { Certificates: [...page], NextMarker: nextMarker };
  },
};

function securedListener(elb: ElbContext, input: WireInput): ListenerRecord {
  const listener = namedListener(elb, input);
  if (listener.protocol === 'HTTPS') return listener;
  throw validationError(`Listener protocol '${listener.protocol}' does not support certificates`);
}

function certificatesIn(input: WireInput): string[] {
  const given = structures(input, 'Certificates')?.map((one) => requiredText(one, 'CertificateArn')) ?? [];
  if (given.length === 0) throw validationError('At least one certificate must be specified');
  return given;
}

function keep(elb: ElbContext, listener: ListenerRecord): void {
  elb.state.listeners.set(listener.arn, listener);
  elb.mirror.tlsChanged(listener);
}
