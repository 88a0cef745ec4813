import type { JsonRecord } from '../../template/json.js';
import { documentText, records, requiredText, texts, unlessGone } from '../read.js';
import type { Properties, ResourceContext } from '../resource-type.js';

export type Holder = 'Role' | 'User' | 'Group';

/** Gives a role or user its inline and managed policies, and takes away those that `before` had and it should not have. */
export async function setPolicies(
  context: ResourceContext,
  holder: Holder,
  name: string,
  before: Properties,
  after: Properties,
): Promise<void> {
  const of = { [`${holder}Name`]: name };
  const inline = (properties: JsonRecord) => records(properties, 'Policies');
  const names = inline(after).map((policy) => requiredText(policy, 'PolicyName'));
  for (const policy of inline(before)) {
    const PolicyName = requiredText(policy, 'PolicyName');
    if (!names.includes(PolicyName)) await dropInline(context, holder, name, PolicyName);
  }
  for (const policy of inline(after)) await putInline(context, holder, name, policy);
  const [old, wanted] = [texts(before, 'ManagedPolicyArns'), texts(after, 'ManagedPolicyArns')];
  for (const PolicyArn of old.filter((arn) => !wanted.includes(arn))) {
    await unlessGone(context.ask('iam', `Detach${holder}Policy`, { ...of, PolicyArn }), ['NoSuchEntity']);
  }
  for (const PolicyArn of wanted) await context.ask('iam', `Attach${holder}Policy`, { ...of, PolicyArn });
}

export async function putInline(
  context: ResourceContext,
  holder: Holder,
  name: string,
  policy: JsonRecord,
): Promise<void> {
  const PolicyDocument = documentText(policy, 'PolicyDocument');
  const PolicyName = requiredText(policy, 'PolicyName');
  await context.ask('iam', `Put${holder}Policy`, { [`${holder}Name`]: name, PolicyName, PolicyDocument });
}

export function dropInline(context: ResourceContext, holder: Holder, name: string, PolicyName: string): Promise<void> {
  const input = { [`${holder}Name`]: name, PolicyName };
  return unlessGone(context.ask('iam', `Delete${holder}Policy`, input), ['NoSuchEntity']);
}
