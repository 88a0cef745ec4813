import { namedCertificate, onCertificate, type Operation } from '../context.js';
import { inUse } from '../errors.js';

export const deleteCertificate: Operation = {
  resources: onCertificate,
  handle(acm, input) {
    const { arn } = namedCertificate(acm, input);
    if (acm.usersOf(arn).length > 0) throw inUse(arn, acm.account);
    acm.state.certificates.delete(arn);
    return undefined;
  },
};
