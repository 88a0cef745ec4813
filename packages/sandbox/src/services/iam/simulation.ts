import { optionalText, textList } from '../../protocols/input-values.js';
import {
  judgeIdentity,
  lookupOf,
  MalformedPolicy,
  parsePolicy,
  type ContextLookup,
  type IdentityPolicies,
  type Policy,
} from '../../authorization/index.js';
import { AwsError, type WireInput } from '../service.js';
import { iamPage } from './iam-page.js';

/** Judges every action on every resource, as both Simulate operations answer it. */
export function simulate(
  input: WireInput,
  policies: IdentityPolicies,
  known: Readonly<Record<string, string | undefined>>,
): object {
  const actions = textList(input, 'ActionNames');
  if (actions.length === 0) throw new AwsError('InvalidInput', 'At least one action must be named.');
  for (const action of actions) {
    if (!/^[A-Za-z0-9-]+:[A-Za-z0-9*]+$/.test(action)) throw new AwsError('InvalidInput', `Invalid action ${action}`);
  }
  const resources = textList(input, 'ResourceArns');
  const context = contextIn(input, known);
  const results = actions.flatMap((action) =>
    (resources.length === 0 ? ['*'] : resources).map((resource) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decisionOn(policies, action, resource, context),
      MatchedStatements: [],
      MissingContextValues: [],
    })),
  );
  const { items, rest } = iamPage(results, input);
  return { EvaluationResults: items, ...rest };
}

/** The documents a simulation is given besides. @throws InvalidInput: the errors of these operations have no other */
export function policiesIn(input: WireInput, member: string): Policy[] {
  return textList(input, member).map((document) => {
    try {
      return parsePolicy(document, 'identity');
    } catch (error) {
      if (error instanceof MalformedPolicy) throw new AwsError('InvalidInput', error.message);
      throw error;
    }
  });
}

/** The boundary of a simulation: of several documents IAM takes only one. @throws InvalidInput */
export function boundaryIn(input: WireInput): IdentityPolicies['boundary'] {
  const [boundary, ...more] = policiesIn(input, 'PermissionsBoundaryPolicyInputList');
  if (more.length > 0) throw new AwsError('InvalidInput', 'Only one permissions boundary can be simulated.');
  return boundary ?? null;
}

function decisionOn(policies: IdentityPolicies, action: string, resource: string, context: ContextLookup): string {
  const judgement = judgeIdentity(policies, { action, resource, context });
  if (judgement.allowed) return 'allowed';
  return judgement.reason === 'explicit-deny' ? 'explicitDeny' : 'implicitDeny';
}

function contextIn(input: WireInput, known: Readonly<Record<string, string | undefined>>): ContextLookup {
  const entries = input['ContextEntries'];
  const given = (Array.isArray(entries) ? entries : []).map((entry): [string, string[]] => {
    const record = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : {};
    return [optionalText(record, 'ContextKeyName') ?? '', textList(record, 'ContextKeyValues')];
  });
  return lookupOf({ ...known, ...Object.fromEntries(given) });
}
