import { mapError } from './map-error.js';

const ROLE = 'arn:aws:iam::123456789012:role/shop-deployer';
const CALL = {
  ...{ service: 'autoScaling', operation: 'DescribeAutoScalingGroups', region: 'us-east-1' },
  ...{ actions: ['autoscaling:DescribeAutoScalingGroups'], input: { AutoScalingGroupNames: ['shop-blue-asg'] } },
};

let former: string | undefined;
beforeEach(() => {
  former = process.env['AWS_ROLE_ARN'];
  process.env['AWS_ROLE_ARN'] = ROLE;
});
afterEach(() => {
  if (former === undefined) delete process.env['AWS_ROLE_ARN'];
  else process.env['AWS_ROLE_ARN'] = former;
});

const refused = (name: string, message: string, status = 400) =>
  mapError(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } }), CALL);

it.each([
  [
    'ExpiredTokenException',
    'Token expired: current date/time 1764000000 must be before the expiration date/time 1763996400',
    400,
    'CREDENTIALS_EXPIRED',
    /Run the job again/,
  ],
  ['InvalidIdentityTokenException', 'Incorrect token audience', 400, 'CREDENTIALS_INVALID', /`aud` of the job/],
  [
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://gitlab.example',
    400,
    'CREDENTIALS_INVALID',
    /identity provider for the token's issuer/,
  ],
  ['IDPRejectedClaimException', 'The claim was rejected', 403, 'CREDENTIALS_INVALID', /identity provider/],
  [
    'AccessDenied',
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    403,
    'ACCESS_DENIED',
    /project and branch that the role trusts/,
  ],
])('%s (%s) names the call that was refused, not the one that was meant', (name, said, status, code, next) => {
  const error = refused(name, said, status);
  expect(error.code).toBe(code);
  expect(error.message).toContain(`refused sts:AssumeRoleWithWebIdentity on ${ROLE}, before Auto Scaling`);
  expect(error.message).toContain(said);
  expect(error.next).toMatch(next);
  expect(error.next).toContain('`bluegreen gitlab doctor`');
});

it.each([
  ['ExpiredToken', 'The security token included in the request is expired', 'CREDENTIALS_EXPIRED'],
  ['AccessDenied', 'User: arn:x is not authorized to perform: autoscaling:DescribeAutoScalingGroups', 'ACCESS_DENIED'],
])('%s of the call itself stays what it was', (name, said, code) => {
  const error = refused(name, said, 403);
  expect(error.code).toBe(code);
  expect(error.message).not.toContain('AssumeRole');
});
