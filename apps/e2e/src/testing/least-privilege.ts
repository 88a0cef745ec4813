import type { Administrator, JudgedCall } from './administrator.js';

/** A policy document as far as this needs it. */
export interface Granted {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** One action that one statement grants on one resource pattern. */
interface Grant {
  readonly Sid: string;
  readonly action: string;
  readonly resource: string;
}

/** Of the whole, without the grant. */
export function without(policy: Granted, { Sid, action, resource }: Grant): Granted {
  const Statement = policy.Statement.flatMap((each) => {
    if (each.Sid !== Sid) return [each];
    const others = { ...each, Action: each.Action.filter((one) => one !== action) };
    const elsewhere = { ...each, Sid: `${Sid}Less`, Action: [action] };
    const Resource = each.Resource.filter((one) => one !== resource);
    return [
      ...(others.Action.length > 0 ? [others] : []),
      ...(Resource.length > 0 ? [{ ...elsewhere, Resource }] : []),
    ];
  });
  return { ...policy, Statement };
}

export function grantsOf(policy: Granted): Grant[] {
  return policy.Statement.flatMap(({ Sid, Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => ({ Sid, action, resource }))),
  );
}

/**
 * The grants that could be taken away without any of the calls being refused: IAM is asked again about everything that was
 * called for, with a policy that lacks one grant. None, when the policy is the least that does.
 */
export async function superfluousIn(
  policy: Granted,
  calls: readonly JudgedCall[],
  administrator: Pick<Administrator, 'allows'>,
): Promise<string[]> {
  const demands = calls.flatMap((call) => call.demands);
  const wanted = (action: string) => [
    ...new Set(demands.flatMap((demand) => (demand.action === action ? demand.resources : []))),
  ];
  const superfluous: string[] = [];
  for (const grant of grantsOf(policy)) {
    const { Sid, action, resource } = grant;
    const resources = wanted(action);
    const whole = resources.length > 0 && (await administrator.allows(policy, action, resources));
    if (resources.length > 0 && !whole) throw new Error(`${action} was called for where the policy does not allow it.`);
    const spared = resources.length === 0 || (await administrator.allows(without(policy, grant), action, resources));
    if (spared) superfluous.push(`${Sid}: ${action} on ${resource}`);
  }
  return superfluous;
}
