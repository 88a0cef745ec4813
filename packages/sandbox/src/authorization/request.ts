/** One action on one resource, as a policy is asked about it. */
export interface AccessRequest {
  /** Such as `codedeploy:CreateDeployment`. */
  readonly action: string;
  /** An ARN, or `*` for actions without resource types. */
  readonly resource: string;
  /** Values of a condition key, which is given in lower case; undefined where the call has none. */
  readonly context: ContextLookup;
}

export type ContextLookup = (key: string) => readonly string[] | undefined;

/** A lookup over plain values; keys are compared without regard to case. */
export function lookupOf(values: Readonly<Record<string, string | readonly string[] | undefined>>): ContextLookup {
  const known = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) known.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return (key) => known.get(key);
}
