import { AwsError } from '../services/service.js';

/** How an answer is worded on the wire; each family has its own error codes (contract A4). */
export type ProtocolFamily = 'query' | 'ec2' | 'json' | 's3';
export type AuthProblem =
  | 'missing'
  | 'malformed'
  | 'outdated'
  | 'unknown-key'
  | 'bad-signature'
  | 'expired-token'
  | 'skewed'
  | 'presign-expired';

type Row = Readonly<Record<ProtocolFamily, readonly [code: string, status: number]>>;

const INVALID_TOKEN = 'The security token included in the request is invalid.';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';

const MESSAGES: Readonly<Record<AuthProblem, string>> = {
  missing: 'The request carries no authentication token.',
  malformed: 'The authorization is not a complete AWS4-HMAC-SHA256 signature that covers the host header.',
  outdated: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  'unknown-key': INVALID_TOKEN,
  'bad-signature': MISMATCH,
  'expired-token': 'The security token included in the request is expired',
  skewed: 'The time of the request and the time of the server differ by more than 15 minutes.',
  'presign-expired': 'Request has expired',
};

const ROWS: Readonly<Record<AuthProblem, Row>> = {
  missing: {
    query: ['MissingAuthenticationToken', 403],
    json: ['MissingAuthenticationTokenException', 400],
    ec2: ['AuthFailure', 401],
    s3: ['AccessDenied', 403],
  },
  malformed: {
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
    ec2: ['AuthFailure', 401],
    s3: ['AuthorizationHeaderMalformed', 400],
  },
  outdated: {
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
    ec2: ['AuthFailure', 401],
    s3: ['InvalidRequest', 400],
  },
  'unknown-key': {
    query: ['InvalidClientTokenId', 403],
    json: ['UnrecognizedClientException', 400],
    ec2: ['AuthFailure', 401],
    s3: ['InvalidAccessKeyId', 403],
  },
  'bad-signature': {
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
    ec2: ['AuthFailure', 401],
    s3: ['SignatureDoesNotMatch', 403],
  },
  'expired-token': {
    query: ['ExpiredToken', 403],
    json: ['ExpiredTokenException', 400],
    ec2: ['RequestExpired', 400],
    s3: ['ExpiredToken', 400],
  },
  skewed: {
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
    ec2: ['RequestExpired', 400],
    s3: ['RequestTimeTooSkewed', 403],
  },
  'presign-expired': {
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
    ec2: ['RequestExpired', 400],
    s3: ['AccessDenied', 403],
  },
};

export function authError(problem: AuthProblem, family: ProtocolFamily): AwsError {
  const [code, status] = ROWS[problem][family];
  const message =
    problem === 'unknown-key' && family === 's3'
      ? 'The AWS Access Key Id you provided does not exist in our records.'
      : MESSAGES[problem];
  return new AwsError(code, message, status);
}
