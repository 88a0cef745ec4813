import type { ElbContext } from './context.js';
import type { ElbState, ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './state.js';

/** The control plane as JSON. Draining targets and metrics are not kept: they belong to the running data plane. */
export interface ElbSnapshot {
  readonly version: 1;
  readonly loadBalancers: readonly LoadBalancerRecord[];
  readonly listeners: readonly ListenerRecord[];
  readonly rules: readonly RuleRecord[];
  readonly targetGroups: readonly TargetGroupRecord[];
  readonly tags: readonly { readonly arn: string; readonly tags: readonly (readonly [string, string])[] }[];
}

export function takeSnapshot(state: ElbState): ElbSnapshot {
  return {
    version: 1,
    loadBalancers: [...state.loadBalancers.values()],
    listeners: [...state.listeners.values()],
    rules: [...state.rules.values()],
    targetGroups: [...state.targetGroups.values()],
    tags: [...state.tags].map(([arn, tags]) => ({ arn, tags: [...tags] })),
  };
}

/**
 * Rebuilds state and data plane. Addresses are allotted anew, so DNS names may differ from before.
 * @throws Error when the value is no snapshot, or the service is not empty
 */
export async function restoreSnapshot(elb: ElbContext, snapshot: unknown): Promise<void> {
  if (!isSnapshot(snapshot)) throw new TypeError('This is no ELBv2 snapshot of version 1.');
  const { state, mirror } = elb;
  if (state.loadBalancers.size > 0 || state.targetGroups.size > 0) {
    throw new Error('A snapshot can be restored only into an empty ELBv2 service.');
  }
  for (const { arn, tags } of snapshot.tags) state.tags.set(arn, new Map(tags));
  for (const group of snapshot.targetGroups) {
    state.targetGroups.set(group.arn, group);
    mirror.groupChanged(group);
    for (const target of group.targets) mirror.targetAdded(group.arn, target);
  }
  for (const rule of snapshot.rules) state.rules.set(rule.arn, rule);
  for (const record of snapshot.loadBalancers) {
    const { dnsName } = await elb.addresses.allot(record.name, 80);
    const loadBalancer = { ...record, dnsName };
    state.loadBalancers.set(record.arn, loadBalancer);
    mirror.balancerChanged(loadBalancer);
    for (const listener of snapshot.listeners) {
      if (listener.loadBalancerArn !== record.arn) continue;
      state.listeners.set(listener.arn, listener);
      await mirror.listenerOpened(listener, await elb.addresses.allot(record.name, listener.port));
    }
  }
}

function isSnapshot(value: unknown): value is ElbSnapshot {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'tags' in value;
}
