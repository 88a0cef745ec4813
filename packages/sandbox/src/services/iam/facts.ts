import { optionalText } from '../../protocols/input-values.js';
import { AwsError, type CallContext, type WireInput } from '../service.js';

export interface IamUser {
  readonly name: string;
  readonly id: string;
  readonly createdAt: Date;
  /** Inline policy documents by name. */
  readonly inline: Readonly<Record<string, object>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly document: object;
}

export interface IamFacts {
  readonly account: string;
  readonly users: readonly IamUser[];
  readonly policies: readonly ManagedPolicy[];
}

export function userArn(facts: IamFacts, name: string): string {
  return `arn:aws:iam::${facts.account}:user/${name}`;
}

/** The named user, or the caller's own where no name is given. @throws AwsError NoSuchEntity 404 */
export function findUser(facts: IamFacts, input: WireInput, call: CallContext): IamUser {
  const name = optionalText(input, 'UserName') ?? call.callerArn.split('/').at(-1) ?? '';
  const user = facts.users.find((one) => one.name === name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export function findPolicy(facts: IamFacts, arn: string): ManagedPolicy {
  const policy = facts.policies.find((one) => one.arn === arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

export function noSuchEntity(text: string): AwsError {
  return new AwsError('NoSuchEntity', text, 404);
}

/** IAM sends documents URL-encoded inside the XML (contract A2). */
export function encodedDocument(document: object): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function userResources(facts: IamFacts): (input: WireInput, call: CallContext) => string[] {
  return (input, call) => [userArn(facts, optionalText(input, 'UserName') ?? call.callerArn.split('/').at(-1) ?? '')];
}
