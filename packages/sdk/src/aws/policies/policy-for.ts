import type { PortName } from '../iam-actions.js';
import { declaredCalls } from '../iam-actions.js';
import { instanceStatements } from './instance.js';
import type { PolicyNames } from './policy-names.js';
import type { Scope } from './scopes.js';
import { scopeOf } from './scopes.js';
import type { Surface, Uses } from './surfaces.js';
import { USES } from './surfaces.js';

/** An IAM policy document, ready for JSON. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The least policy that lets a surface do its work: the actions that the SDK's ports declare, each on the resources of
 * contract E that the names give. Pure; statements and actions come sorted, so that equal input gives equal text.
 */
export function policyFor(surface: Surface, names: PolicyNames): PolicyDocument {
  const statements = surface === 'instance' ? instanceStatements(names) : statementsOf(USES[surface], names);
  return { Version: '2012-10-17', Statement: statements };
}

function statementsOf(uses: Uses, names: PolicyNames): PolicyStatement[] {
  const actions = new Map<Scope, Set<string>>();
  for (const [port, action] of actionsOf(uses)) {
    const scope = scopeOf(port, action);
    if (scope) actions.set(scope, (actions.get(scope) ?? new Set()).add(action));
  }
  return [...actions]
    .map(([scope, granted]) => toStatement(scope, [...granted].sort(), names))
    .sort((a, b) => (a.Sid < b.Sid ? -1 : 1));
}

function* actionsOf(uses: Uses): Generator<[PortName, string]> {
  for (const [port, wanted] of Object.entries(uses) as [PortName, 'all' | readonly string[]][]) {
    for (const [call, actions] of Object.entries(declaredCalls[port] as Readonly<Record<string, readonly string[]>>)) {
      if (wanted !== 'all' && !wanted.includes(call)) continue;
      for (const action of actions) yield [port, action];
    }
  }
}

/** One statement over a scope. */
export function toStatement(scope: Scope, actions: readonly string[], names: PolicyNames): PolicyStatement {
  const { name, condition } = scope;
  const allowed = { Action: actions, Resource: scope.resources(names), ...(condition && { Condition: condition }) };
  return { Sid: name, Effect: 'Allow', ...allowed };
}
