/** A policy document once read. What stands in the document as one value or a list is a list here. */
export interface Policy {
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly action: Patterns;
  /** Null in a trust policy: it speaks about the role it belongs to. */
  readonly resource: Patterns | null;
  /** Null in an identity policy: it speaks about whoever holds it. */
  readonly principal: PrincipalPatterns | null;
  readonly conditions: readonly Condition[];
}

/** `Action`, or with `not` `NotAction`; the same for resources. `*` and `?` are wildcards. */
export interface Patterns {
  readonly not: boolean;
  readonly values: readonly string[];
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalPatterns {
  readonly not: boolean;
  /** `*` alone stands as one entry of type AWS. */
  readonly entries: readonly { readonly type: PrincipalType; readonly value: string }[];
}

export interface Condition {
  /** Without quantifier and `IfExists`. */
  readonly operator: ConditionOperator;
  readonly quantifier: 'ForAnyValue' | 'ForAllValues' | null;
  readonly ifExists: boolean;
  /** In lower case: keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

export const CONDITION_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];
