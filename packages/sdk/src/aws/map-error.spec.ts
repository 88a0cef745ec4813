import { BlueGreenError } from '../domain/errors.js';
import type { Answer, FakeEndpoint } from './testing/fake-endpoint.js';
import { jsonError, s3Error, startFakeEndpoint, xmlError } from './testing/fake-endpoint.js';
import { describeError } from '../narration/describe-error.js';
import { mapError } from './map-error.js';
import type { AwsPorts } from './index.js';

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/bg/0123456789abcdef/fedcba9876543210';
const ROUTE = { kind: 'listener', arn: LISTENER, listenerArn: LISTENER, actions: [] } as const;
const DENIED =
  'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: codedeploy:StopDeployment on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:app/dg because no identity-based policy allows the codedeploy:StopDeployment action';

let fake: FakeEndpoint | undefined;
afterEach(async () => {
  await fake?.close();
  fake = undefined;
});

const read = (ports: AwsPorts) => ports.traffic.read(ROUTE);
const stop = (ports: AwsPorts) => ports.deployments.stop('d-1');
const document = (ports: AwsPorts) => ports.documents('b', 'state').read('lease.json');

/** Wire shapes of contract A4, B9, C11, D, F1; the call they answer; the words that a person needs. */
const REFUSALS: readonly [string, (ports: AwsPorts) => Promise<unknown>, Answer, string, RegExp][] = [
  [
    'missing token',
    read,
    xmlError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
    'CREDENTIALS_MISSING',
    /AWS_ACCESS_KEY_ID/,
  ],
  [
    'unknown key (Query)',
    read,
    xmlError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
    'CREDENTIALS_INVALID',
    /aws sts get-caller-identity/,
  ],
  [
    'unknown key (JSON)',
    stop,
    jsonError('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    'CREDENTIALS_INVALID',
    /AWS_SECRET_ACCESS_KEY/,
  ],
  ['unknown key (S3)', document, s3Error('InvalidAccessKeyId', 403), 'CREDENTIALS_INVALID', /InvalidAccessKeyId/],
  [
    'bad signature',
    read,
    xmlError('SignatureDoesNotMatch', 'The request signature we calculated does not match', 403),
    'CREDENTIALS_INVALID',
    /does not accept/,
  ],
  ['clock', document, s3Error('RequestTimeTooSkewed', 403), 'CREDENTIALS_INVALID', /clock/],
  [
    'expired (Query)',
    read,
    xmlError('ExpiredToken', 'The security token included in the request is expired', 403),
    'CREDENTIALS_EXPIRED',
    /Sign in again/,
  ],
  [
    'expired (JSON)',
    stop,
    jsonError('ExpiredTokenException', 'The security token included in the request is expired'),
    'CREDENTIALS_EXPIRED',
    /expired/,
  ],
  ['expired (S3)', document, s3Error('ExpiredToken', 400), 'CREDENTIALS_EXPIRED', /expired/],
  [
    'denied on a resource',
    stop,
    jsonError('AccessDeniedException', DENIED),
    'ACCESS_DENIED',
    /^AWS denied codedeploy:StopDeployment on arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:app\/dg to arn:aws:iam::123456789012:user\/ci: no identity-based policy allows the codedeploy:StopDeployment action\. .*Allow codedeploy:StopDeployment on arn:aws:codedeploy/,
  ],
  [
    'denied without a resource',
    read,
    xmlError(
      'AccessDenied',
      'User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: elasticloadbalancing:DescribeListeners with an explicit deny in an identity-based policy',
      403,
    ),
    'ACCESS_DENIED',
    /elasticloadbalancing:DescribeListeners on \* to arn:aws:sts::1:assumed-role\/r\/s: with an explicit deny/,
  ],
  [
    'denied by S3, with quotes',
    document,
    s3Error(
      'AccessDenied',
      403,
      'User: arn:aws:iam::1:user/u is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/state/lease.json" because no identity-based policy allows the s3:GetObject action',
    ),
    'ACCESS_DENIED',
    /s3:GetObject on arn:aws:s3:::b\/state\/lease\.json to arn:aws:iam::1:user\/u/,
  ],
  [
    'denied by S3, without words',
    document,
    s3Error('AccessDenied', 403, 'Access Denied'),
    'ACCESS_DENIED',
    /denied s3:GetObject on arn:aws:s3:::b\/state\/lease\.json\. .*Without s3:ListBucket/,
  ],
  [
    'missing listener',
    read,
    xmlError('ListenerNotFound', 'One or more listeners not found'),
    'RESOURCE_MISSING',
    /listener\/app\/bg.*us-east-1.*One or more listeners not found/,
  ],
  [
    'missing deployment',
    stop,
    jsonError('DeploymentDoesNotExistException', 'The deployment d-1 could not be found'),
    'RESOURCE_MISSING',
    /`d-1`/,
  ],
  ['missing bucket', document, s3Error('NoSuchBucket', 404), 'BUCKET_MISSING', /`b` does not exist/],
  [
    'malformed ARN',
    read,
    xmlError('ValidationError', "'arn:aws:x' is not a valid listener ARN"),
    'ARN_MALFORMED',
    /'arn:aws:x'.*config explain/,
  ],
  ['other region', document, s3Error('PermanentRedirect', 301), 'CONFIG_INVALID', /not in region us-east-1/],
  [
    'anything else',
    stop,
    jsonError('InvalidDeploymentIdException', 'The ID is invalid'),
    'AWS_REFUSED',
    /CodeDeploy StopDeployment.*`d-1` \(InvalidDeploymentId\).*The ID is invalid/,
  ],
];

/** Shapes that the client retries; one look at the mapping is enough, so they are not sent. */
const RETRIED: readonly [string, object, string, RegExp][] = [
  [
    'throttled',
    { name: 'Throttling', $metadata: { httpStatusCode: 400, attempts: 3 } },
    'THROTTLED',
    /throttled S3 PutObject 3 times/,
  ],
  ['throttled (JSON)', { name: 'ThrottlingException' }, 'THROTTLED', /Wait a minute/],
  ['told to slow down', { name: 'SlowDown', $metadata: { httpStatusCode: 503 } }, 'THROTTLED', /./],
  ['limited (EC2)', { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } }, 'THROTTLED', /./],
  [
    'refused',
    { name: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    'ENDPOINT_UNREACHABLE',
    /ECONNREFUSED/,
  ],
  [
    'refused on both addresses',
    { name: 'AggregateError', errors: [{ code: 'ECONNREFUSED' }] },
    'ENDPOINT_UNREACHABLE',
    /ECONNREFUSED/,
  ],
  [
    'unresolvable',
    { name: 'Error', code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND' },
    'ENDPOINT_UNREACHABLE',
    /network, the region/,
  ],
  ['silent', { name: 'TimeoutError', message: 'no connection in 5000 ms' }, 'ENDPOINT_UNREACHABLE', /5000 ms/],
  [
    'broken',
    { name: 'InternalFailure', $metadata: { httpStatusCode: 500, requestId: 'r-1' } },
    'ENDPOINT_UNREACHABLE',
    /status 500/,
  ],
  [
    'without credentials',
    { name: 'CredentialsProviderError', message: 'Could not load credentials from any providers' },
    'CREDENTIALS_MISSING',
    /from any providers.*AWS_PROFILE/,
  ],
  [
    'signed out',
    { name: 'CredentialsProviderError', message: 'The SSO session associated with this profile has expired.' },
    'CREDENTIALS_EXPIRED',
    /aws sso login/,
  ],
  ['without a region', { name: 'Error', message: 'Region is missing' }, 'CONFIG_MISSING', /AWS_DEFAULT_REGION/],
  ['a stranger', { message: 'what?' }, 'AWS_REFUSED', /what\?/],
];

const CALL = {
  service: 's3',
  operation: 'PutObject',
  actions: ['s3:PutObject'],
  input: { Bucket: 'b' },
  region: 'us-east-1',
};
const words = (error: BlueGreenError) => `${error.message} Next: ${error.next}`;

describe('mapError', () => {
  it.each(REFUSALS)('%s', async (_name, call, answer, code, said) => {
    fake = await startFakeEndpoint(() => answer);
    const error = await call(fake.ports()).then(
      () => Promise.reject(new Error('It was accepted.')),
      (caught: BlueGreenError) => caught,
    );
    expect({ code: error.code, words: words(error) }).toEqual({ code, words: expect.stringMatching(said) });
    expect(error.cause).toBeInstanceOf(Error);
  });

  it.each(RETRIED)('%s', (_name, cause, code, said) => {
    const error = mapError(cause, CALL);
    expect({ code: error.code, words: words(error) }).toEqual({ code, words: expect.stringMatching(said) });
    expect(error.cause).toBe(cause);
  });

  it('points at the sandbox when a local endpoint is down', () => {
    const error = mapError({ code: 'ECONNREFUSED' }, { ...CALL, endpoint: 'http://127.0.0.1:4566' });
    expect(words(error)).toMatch(/at http:\/\/127\.0\.0\.1:4566.*bluegreen sandbox status/);
  });

  it('keeps AWS’s request id as evidence', () => {
    expect(mapError({ name: 'X', $metadata: { requestId: 'r-1' } }, CALL).evidence).toEqual(['AWS request r-1']);
  });

  it('says who interrupted: a deadline’s own error, or nobody in particular', () => {
    const deadline = new BlueGreenError('TIMED_OUT', 'Too late.', 'Wait longer.');
    const aborted = { name: 'AbortError', message: 'Request aborted' };
    expect(mapError(aborted, { ...CALL, signal: AbortSignal.abort(deadline) })).toBe(deadline);
    expect(mapError(aborted, { ...CALL, signal: AbortSignal.abort() }).code).toBe('ABORTED');
  });

  it('leaves our own errors as they are', () => {
    const own = new BlueGreenError('PLAN_STALE', 'm', 'n');
    expect(mapError(own, CALL)).toBe(own);
  });
});

describe('a refusal by AWS in Korean', () => {
  it.each([
    [
      'AccessDenied',
      DENIED,
      403,
      /AWS가 arn:aws:iam::123456789012:user\/ci에게 .*codedeploy:StopDeployment 권한을 거부/,
    ],
    ['Throttling', 'Rate exceeded', 400, /요청을 .*제한했습니다/],
    ['ExpiredToken', 'The security token is expired', 403, /만료됐습니다.* AWS 응답: The security token is expired\./],
    ['ListenerNotFound', 'One or more listeners not found', 400, /리전에 없습니다: The listener/],
  ])('%s says the cause, and quotes AWS as it spoke', (name, message, status, text) => {
    const answer = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
    const call = { service: 'codeDeploy', operation: 'StopDeployment', actions: [], input: { ListenerArn: 'arn' } };
    const { message: cause, next } = describeError(mapError(answer, { ...call, region: 'us-east-1' }), 'ko');
    expect(cause).toMatch(text);
    if (name !== 'AccessDenied') expect(next).toMatch(/[가-힣]/);
  });
});
