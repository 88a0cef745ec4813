import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RouteAction } from '../domain/environment.js';

/** ELBv2 actions in our words. A forward has two spellings on the wire (contract B9); both read the same. */
export function fromActions(actions: readonly Action[] | undefined): RouteAction[] {
  return (actions ?? []).map((action) => {
    if (action.Type !== 'forward') return { type: 'other', raw: action };
    const weighted = action.ForwardConfig?.TargetGroups ?? [];
    const groups = weighted.length > 0 ? weighted : [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }];
    const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
    return {
      type: 'forward',
      ...(action.Order !== undefined && { order: action.Order }),
      groups: groups.map((group) => ({ targetGroupArn: group.TargetGroupArn ?? '', weight: group.Weight ?? 1 })),
      ...(stickiness && {
        stickiness: {
          enabled: stickiness.Enabled ?? false,
          ...(stickiness.DurationSeconds !== undefined && { durationSeconds: stickiness.DurationSeconds }),
        },
      }),
    };
  });
}

/** Our words as ELBv2 takes them: a whole list, for Modify replaces the whole list. */
export function toActions(actions: readonly RouteAction[]): Action[] {
  return actions.map((action) => {
    if (action.type === 'other') return writable(action.raw as Action);
    const { order, groups, stickiness } = action;
    return {
      Type: 'forward',
      ...(order !== undefined && { Order: order }),
      // Read back as TargetGroupArn too, which is where the guide's queries look (contract T6).
      ...(groups.length === 1 && { TargetGroupArn: groups[0]!.targetGroupArn }),
      ForwardConfig: {
        TargetGroups: groups.map((group) => ({ TargetGroupArn: group.targetGroupArn, Weight: group.weight })),
        ...(stickiness && {
          TargetGroupStickinessConfig: { Enabled: stickiness.enabled, DurationSeconds: stickiness.durationSeconds },
        }),
      },
    };
  });
}

/** Every group that the actions forward to, at any weight. */
export function groupsOf(actions: readonly RouteAction[]): string[] {
  return actions.flatMap((action) =>
    action.type === 'forward' ? action.groups.map((group) => group.targetGroupArn) : [],
  );
}

/** Every group that the actions send traffic to: at a weight above 0. */
export function receiversOf(actions: readonly RouteAction[]): string[] {
  return actions.flatMap((action) =>
    action.type === 'forward' ? action.groups.filter((group) => group.weight > 0).map((g) => g.targetGroupArn) : [],
  );
}

/** AWS never shows the secret of a sign-in action, and refuses one written back without saying that it stays. */
function writable(action: Action): Action {
  const signIn = action.AuthenticateOidcConfig;
  if (!signIn || signIn.ClientSecret !== undefined) return action;
  return { ...action, AuthenticateOidcConfig: { ...signIn, UseExistingClientSecret: true } };
}
