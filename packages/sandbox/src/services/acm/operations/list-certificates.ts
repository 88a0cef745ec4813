import type { WireInput } from '../../service.js';
import type { Operation } from '../context.js';
import { validation } from '../errors.js';
import { text, texts } from '../read-input.js';
import { summaryShape } from '../show.js';

/** What is listed unless other kinds of keys are asked for. */
const USUAL_KEYS = ['RSA_1024', 'RSA_2048'];
const MOST = 1000;

export const listCertificates: Operation = {
  handle(acm, input) {
    const statuses = texts(input, 'CertificateStatuses');
    const includes = input['Includes'];
    const asked = typeof includes === 'object' && includes !== null && !Array.isArray(includes) ? includes : {};
    const keys = texts(asked, 'keyTypes');
    const wanted = keys.length > 0 ? keys : USUAL_KEYS;
    const found = [...acm.state.certificates.values()].filter(
      ({ keyAlgorithm }) => wanted.includes(keyAlgorithm) && (statuses.length === 0 || statuses.includes('ISSUED')),
    );
    const size = sizeOf(input);
    const token = text(input, 'NextToken');
    const start = token === undefined ? 0 : found.findIndex(({ arn }) => arn.endsWith(token)) + 1;
    if (token !== undefined && start === 0) throw validation('The next token is not valid');
    const page = found.slice(start, start + size);
    const more = found.length > start + size;
    return {
      CertificateSummaryList: page.map((record) => summaryShape(acm, record)),
      NextToken: more ? page.at(-1)?.arn.split('/').at(-1) : undefined,
    };
  },
};

function sizeOf(input: WireInput): number {
  const value = input['MaxItems'] ?? MOST;
  if (typeof value === 'number' && value >= 1 && value <= MOST) return value;
  throw validation(`MaxItems must be a number from 1 to ${MOST}`);
}
