import { requiredText } from '../../protocols/input-values.js';
import { parsePolicy, type PolicyUse } from '../../authorization/parse-policy.js';
import { MalformedPolicy } from '../../authorization/parse-values.js';
import type { Policy } from '../../authorization/policy.js';
import { encodeRfc3986 } from '../../signature/canonical.js';
import type { WireInput } from '../service.js';
import { limitExceeded, malformedPolicy } from './errors.js';
import type { World } from './world.js';

/** The document of a put or create, read to be sure that it is one. @throws MalformedPolicyDocument */
export function requiredDocument(input: WireInput, member: string, use: PolicyUse): string {
  const text = requiredText(input, member);
  checkedPolicy(text, use);
  return text;
}

/** @throws MalformedPolicyDocument */
export function checkedPolicy(text: string, use: PolicyUse): Policy {
  try {
    return parsePolicy(text, use);
  } catch (error) {
    if (error instanceof MalformedPolicy) throw malformedPolicy(error.message);
    throw error;
  }
}

/** A trust policy; users and roles of this account that it names must exist. @throws MalformedPolicyDocument */
export function trustDocument(world: World, input: WireInput, member: string): string {
  const text = requiredText(input, member);
  const policy = checkedPolicy(text, 'trust');
  const known = [...world.state.users.values(), ...world.state.roles.values()].map(({ arn }) => arn);
  for (const { principal } of policy.statements) {
    for (const { type, value } of principal?.entries ?? []) {
      const own = new RegExp(`^arn:aws:iam::${world.account}:(user|role)/`).test(value);
      if (type === 'AWS' && own && !known.includes(value)) {
        throw malformedPolicy(`Invalid principal in policy: "AWS":"${value}"`);
      }
    }
  }
  return text;
}

/** IAM counts what a policy says, not how it is laid out. @throws LimitExceeded 409 */
export function checkSize(documents: readonly string[], limit: number, owner: string): void {
  const characters = documents.join('').replace(/\s/g, '').length;
  if (characters > limit) throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for ${owner}`);
}

/** IAM sends documents URL-encoded inside the XML (contract A2). */
export const encodedDocument = encodeRfc3986;
