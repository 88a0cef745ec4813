import type { ErrorFacts } from './error-facts.js';
import { quoted } from './error-facts.js';
import type { Row } from './error-rows.js';

const DOCTOR = '`bluegreen gitlab doctor` compares the token with what the role trusts.';

/** What STS says when a job's identity token does not get it the role (contract A8). */
const REFUSALS = /^(InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError)$/;
const TOKEN_IS_OVER = /^Token expired: /;
const UNTRUSTED = /AssumeRoleWithWebIdentity/;

const refused = (facts: ErrorFacts, why: string) =>
  `AWS refused sts:AssumeRoleWithWebIdentity on ${facts.roleArn || 'the role'}, before ${facts.call}: ${why}.${quoted(facts)}`;

/** Refusals that come before the call that was asked for: whoever calls could not become the role. */
export const WEB_IDENTITY_ROWS: readonly Row[] = [
  {
    code: 'CREDENTIALS_EXPIRED',
    when: ({ name, text }) => name === 'ExpiredToken' && TOKEN_IS_OVER.test(text),
    message: (facts) => refused(facts, "the job's identity token has expired"),
    next: () => `Run the job again: each run gets a token of its own. ${DOCTOR}`,
  },
  {
    code: 'CREDENTIALS_INVALID',
    when: ({ name, text }) => REFUSALS.test(name) && /audience/i.test(text),
    message: (facts) => refused(facts, "the token's audience is not one that IAM's identity provider has"),
    next: () => `Let \`aud\` of the job's id_tokens be the client ID of the identity provider. ${DOCTOR}`,
  },
  {
    code: 'CREDENTIALS_INVALID',
    when: ({ name }) => REFUSALS.test(name),
    message: (facts) => refused(facts, "the account does not accept the job's identity token"),
    next: () => `Check that the account has an identity provider for the token's issuer. ${DOCTOR}`,
  },
  {
    code: 'ACCESS_DENIED',
    when: ({ name, text }) => name === 'AccessDenied' && UNTRUSTED.test(text),
    message: (facts) => refused(facts, "there is no such role, or its trust policy does not accept the token's sub"),
    next: () => `Check AWS_ROLE_ARN, and the project and branch that the role trusts. ${DOCTOR}`,
  },
];
