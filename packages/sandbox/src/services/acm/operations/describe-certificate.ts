import { namedCertificate, onCertificate, type Operation } from '../context.js';
import { detailShape } from '../show.js';

export const describeCertificate: Operation = {
  resources: onCertificate,
  handle: (acm, input) => ({ Certificate: detailShape(acm, namedCertificate(acm, input)) }),
};
