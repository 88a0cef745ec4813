import type { ErrorCode } from '../domain/errors.js';
import type { ErrorFacts } from './error-facts.js';
import { quoted } from './error-facts.js';
import type { Told } from '../domain/sentences.js';
import { say } from '../narration/say.js';
import { WEB_IDENTITY_ROWS } from './web-identity-rows.js';

/** One way a call can fail. */
export interface Row {
  readonly code: ErrorCode;
  /** Wire codes (contract A4, B9, C11, D, F1), without a trailing `Exception`. */
  readonly names?: readonly string[];
  readonly when?: (facts: ErrorFacts) => boolean;
  /** A sentence that every language has, or English text. */
  readonly message: (facts: ErrorFacts) => Told | string;
  readonly next: (facts: ErrorFacts) => Told | string;
}

const NETWORK =
  /^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOST|ENET|ESOCKET|UND_ERR|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;
const EXPIRED = ['ExpiredToken', 'RequestExpired', 'TokenRefreshRequired'];
const isExpiredLogin = (facts: ErrorFacts) => isCredentialLookUp(facts) && /expired|refresh/i.test(facts.text);
const isCredentialLookUp = (facts: ErrorFacts) => /^(CredentialsProvider|TokenProvider|ProviderError)/.test(facts.name);

/** Every known way, most telling first: the first row that fits decides. */
export const ERROR_ROWS: readonly Row[] = [
  ...WEB_IDENTITY_ROWS,
  {
    code: 'CREDENTIALS_EXPIRED',
    names: EXPIRED,
    message: ({ text }) => say('aws.expired', { said: text }),
    next: () => say('aws.expired.next'),
  },
  {
    code: 'CREDENTIALS_EXPIRED',
    when: isExpiredLogin,
    message: (facts) => `The AWS sign-in has expired: ${facts.text}`,
    next: () => 'Sign in again (such as `aws sso login`), then run the same command again.',
  },
  {
    code: 'CREDENTIALS_MISSING',
    names: ['MissingAuthenticationToken', 'CredentialsError'],
    message: ({ call, text }) => say('aws.no-credentials', { call, said: text }),
    next: () => say('aws.no-credentials.next'),
  },
  {
    code: 'CREDENTIALS_MISSING',
    when: isCredentialLookUp,
    message: (facts) => `No AWS credentials were found: ${facts.text}`,
    next: () => say('aws.no-credentials.next'),
  },
  {
    code: 'CREDENTIALS_INVALID',
    names: ['RequestTimeTooSkewed', 'RequestInTheFuture'],
    message: (facts) =>
      `AWS refused the signature of ${facts.call}, because this machine's clock is wrong.${quoted(facts)}`,
    next: () => 'Set the clock of this machine (`date -u` shows it), then run the same command again.',
  },
  {
    code: 'CREDENTIALS_INVALID',
    names: [
      'InvalidClientTokenId',
      'UnrecognizedClient',
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'InvalidSignature',
      'IncompleteSignature',
      'AuthFailure',
      'InvalidToken',
      'NotSignedUp',
      'OptInRequired',
    ],
    message: (facts) => `AWS does not accept these credentials (${facts.name}).${quoted(facts)}`,
    next: () =>
      'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN with `aws sts get-caller-identity`.',
  },
  {
    code: 'ACCESS_DENIED',
    names: [
      'AccessDenied',
      'UnauthorizedOperation',
      'UnauthorizedAccess',
      'AllAccessDisabled',
      'Forbidden',
      'NotAuthorized',
    ],
    when: (facts) => facts.status === 403,
    message: ({ denied }) => say('aws.denied', denied),
    next: ({ denied, actions }) =>
      `Allow ${denied.action} on ${denied.resource}${denied.user ? ` for ${denied.user}` : ''}, then run the same command again.` +
      (actions.includes('s3:ListBucket') && denied.action !== 's3:ListBucket'
        ? ' Without s3:ListBucket on the bucket, S3 answers the same for an object that does not exist.'
        : ''),
  },
  {
    code: 'THROTTLED',
    names: [
      'Throttling',
      'Throttled',
      'ThrottledException',
      'RateExceeded',
      'RequestLimitExceeded',
      'RequestThrottled',
      'TooManyRequests',
      'SlowDown',
      'BandwidthLimitExceeded',
      'EC2Throttled',
      'PriorRequestNotComplete',
      'LimitExceeded',
    ],
    when: (facts) => facts.status === 429,
    message: ({ call, attempts }) => say('aws.throttled', { call, attempts }),
    next: () => say('aws.throttled.next'),
  },
  {
    code: 'BUCKET_MISSING',
    names: ['NoSuchBucket'],
    message: (facts) => `The bucket \`${facts.bucket ?? 'asked for'}\` does not exist.`,
    next: () => 'Correct the bucket (`bluegreen config explain` shows where its name comes from), or create it.',
  },
  {
    code: 'CONFIG_INVALID',
    names: ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraint'],
    when: (facts) => facts.status === 301 || facts.status === 307,
    message: (facts) => `${facts.subject} is not in region ${facts.region}.${quoted(facts)}`,
    next: () => 'Correct the region (`bluegreen config explain` shows where it comes from).',
  },
  {
    code: 'CONFIG_INVALID',
    when: (facts) => facts.name === 'TypeError' && /invalid url/i.test(facts.text),
    message: (facts) => `The AWS endpoint is not a URL: \`${facts.endpoint}\`.`,
    next: () => 'Set AWS_ENDPOINT_URL to something like http://127.0.0.1:4566, or unset it.',
  },
  {
    code: 'CONFIG_MISSING',
    when: (facts) => /region is missing/i.test(facts.text),
    message: () => 'No AWS region is configured.',
    next: () => 'Set AWS_DEFAULT_REGION, or `region` in bluegreen.yaml.',
  },
  {
    code: 'ARN_MALFORMED',
    names: ['InvalidArn', 'InvalidLoadBalancerArn'],
    when: (facts) => /is not a valid [\w ]*ARN|malformed arn|invalid arn/i.test(facts.text),
    message: (facts) => `AWS cannot read the ARN: ${facts.text}`,
    next: () =>
      'Correct it (`bluegreen config explain` shows where it comes from); the stack outputs have the right ones.',
  },
  {
    code: 'DEPLOYMENT_RUNNING',
    names: ['DeploymentLimitExceeded'],
    message: (facts) => `A deployment is already running in ${facts.subject}.`,
    next: () => 'Wait for it (`bluegreen status` shows it), or stop it, then run the same command again.',
  },
  {
    code: 'RESOURCE_MISSING',
    when: (facts) => facts.service === 'Auto Scaling' && /^AutoScalingGroup name not found/.test(facts.text),
    message: (facts) => `${facts.subject} does not exist in ${facts.region}.${quoted(facts)}`,
    next: () => 'Correct its name (`bluegreen config explain` shows where it comes from), or create it.',
  },
  {
    code: 'CAPACITY_REFUSED',
    // The client gives this one the name of its shape.
    names: ['ScalingActivityInProgress', 'ScalingActivityInProgressFault'],
    message: (facts) => `${facts.subject} is scaling at this moment, and takes no change.${quoted(facts)}`,
    next: () => 'Wait until it has settled (`bluegreen status` shows it), then run the same command again.',
  },
  {
    code: 'CAPACITY_REFUSED',
    when: (facts) => facts.service === 'Auto Scaling' && facts.name === 'ValidationError',
    message: (facts) => `${facts.subject} cannot be sized so.${quoted(facts)}`,
    next: () => 'Choose a number from the minimum to the maximum of the group, then run the same command again.',
  },
  {
    code: 'RESOURCE_MISSING',
    when: (facts) =>
      facts.status === 404 ||
      /(NotFound|DoesNotExist)$|^NoSuch/.test(facts.name) ||
      /does not exist\.$/.test(facts.text),
    message: ({ subject, region, text }) => say('aws.missing', { subject, region, said: text }),
    next: () => say('aws.missing.next'),
  },
  {
    code: 'ENDPOINT_UNREACHABLE',
    when: (facts) => NETWORK.test(facts.networkCode) || facts.name === 'TimeoutError',
    message: ({ service, operation, endpoint, networkCode, text }) =>
      say('aws.unreachable', { service, operation, endpoint, reason: networkCode || text }),
    next: ({ isLocal }) => say('aws.unreachable.next', { isLocal }),
  },
  {
    // A 5xx, or a body that is no answer at all: the call may or may not have taken effect.
    code: 'ENDPOINT_UNREACHABLE',
    when: (facts) => (facts.status ?? 0) >= 500 || facts.isUnreadable,
    message: (facts) =>
      `${facts.service} gave no usable answer to ${facts.operation}${facts.status ? ` (status ${facts.status}, ${facts.name})` : ''}.${quoted(facts)}`,
    next: () => 'Run the same command again; if it keeps failing, look at the AWS Health Dashboard.',
  },
];
