import type { CallContext, WireInput, WireOutput } from '../service.js';
import { notFound, validation } from './errors.js';
import { requiredText } from './read-input.js';
import type { AcmState, CertificateRecord } from './state.js';

/** What an operation works with. */
export interface AcmContext {
  readonly state: AcmState;
  readonly now: () => number;
  readonly account: string;
  readonly region: string;
  /** ARNs of what shows the certificate. */
  readonly usersOf: (arn: string) => readonly string[];
  /** A certificate that may be in use has other content now. */
  readonly replaced: (arn: string) => void;
}

/** One operation of the API, without the wire. */
export interface Operation {
  /** ARNs for the evaluation of policies; omitted: judged on `*`. */
  readonly resources?: (input: WireInput, call: CallContext) => readonly string[];
  handle(acm: AcmContext, input: WireInput): WireOutput | Promise<WireOutput>;
}

/** For operations that name a certificate. */
export const onCertificate = (input: WireInput): readonly string[] => {
  const arn = input['CertificateArn'];
  return [typeof arn === 'string' ? arn : '*'];
};

/** The certificate that the input names. @throws AwsError ValidationException, ResourceNotFoundException */
export function namedCertificate(acm: AcmContext, input: WireInput): CertificateRecord {
  const arn = requiredText(input, 'CertificateArn');
  if (!/^arn:[\w-]+:acm:[\w-]*:\d*:certificate\/\S+$/.test(arn)) {
    throw validation(
      `Value '${arn}' at 'certificateArn' failed to satisfy constraint: it must be the ARN of a certificate`,
    );
  }
  const found = acm.state.certificates.get(arn);
  if (!found) throw notFound(arn, acm.account);
  return found;
}
